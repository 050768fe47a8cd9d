import { make } from "../../dom.ts";
import { tick } from "./question-screen.ts";

/** A sentence that fills the screen, and others below it. */
export function noticeScreen(title: string, sentences: string[], lang: string, ...buttons: HTMLElement[]): HTMLElement[] {
  return [make(
    "div",
    { class: "notice", lang },
    make("h1", { tabindex: -1 }, title),
    ...sentences.map((sentence) => make("p", {}, sentence)),
    ...buttons,
  )];
}

/** Thanks, which fill the screen. */
export function thanksScreen(thanks: string, sentence: string, language: string, own: string): HTMLElement[] {
  return [make(
    "div",
    { class: "notice thanks" },
    tick(),
    make("h1", { tabindex: -1, lang: language }, thanks),
    make("p", { lang: own }, sentence),
  )];
}
