import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { de } from "./de.ts";
import { en, type Words } from "./en.ts";
import { fr } from "./fr.ts";
import { nl } from "./nl.ts";

export type { Words } from "./en.ts";

/** Languages of the pages, in the order in which they are offered. */
export const LANGUAGES = { fr, nl, de, en } as const;

/** One of them. */
export type Language = keyof typeof LANGUAGES;

const KEPT = "onthaal.language";

/** Words and numbers of one language. */
export interface Speech {
  readonly language: Language;
  readonly words: Words;
  /** Shares and points with one digit after the point, counts in groups. */
  readonly numbers: { readonly one: Intl.NumberFormat; readonly whole: Intl.NumberFormat; readonly signed: Intl.NumberFormat };
}

/** How one language says it. Belgian regions write numbers and days the Belgian way. */
export function speech(language: Language): Speech {
  const locale = language === "en" ? "en-GB" : `${language}-BE`;
  return {
    language,
    words: LANGUAGES[language],
    numbers: {
      one: new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
      whole: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
      signed: new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" }),
    },
  };
}

/** The locale of dates. */
export function localeOf(language: Language): string {
  return language === "en" ? "en-GB" : `${language}-BE`;
}

/** The language that was chosen before, or that the browser asks for, or the first. */
export function firstLanguage(wanted: readonly string[] = navigator.languages, kept = localStorage.getItem(KEPT)): Language {
  for (const tag of [kept ?? "", ...wanted]) {
    const language = tag.slice(0, 2).toLowerCase();
    if (language in LANGUAGES) return language as Language;
  }
  return "fr";
}

/** Remembers a choice. */
export function keepLanguage(language: Language): void {
  localStorage.setItem(KEPT, language);
}

/** Puts values where a sentence names them in braces. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** How many answers there are: `1 answer`, `1,204 answers`. */
export function answersTold(n: number, { words, numbers, language }: Speech): string {
  const isOne = new Intl.PluralRules(language).select(n) === "one";
  return fill(isOne ? words.exhibit.answer : words.exhibit.answers, { n: numbers.whole.format(n) });
}

/** The name in a language, or in the first that there is, or the code. */
export function nameOf(names: Readonly<Record<string, string>> | undefined, language: Language, code: string): string {
  return names?.[language] ?? Object.values(names ?? {})[0] ?? code;
}

/** The name of a language, or that none was said. */
export function languageName(tag: string, { language, words }: Speech): string {
  return tag === "" ? words.overview.unknown : new Intl.DisplayNames([localeOf(language)], { type: "language" }).of(tag) ?? tag;
}

/** A day as people write it, `2026-11-01` or a time that begins so. */
export function dayName(day: string, language: Language, style: "medium" | "short" = "medium"): string {
  const format = new Intl.DateTimeFormat(
    localeOf(language),
    style === "medium" ? { dateStyle: "medium", timeZone: "UTC" } : { day: "numeric", month: "short", timeZone: "UTC" },
  );
  return format.format(Date.parse(`${day.slice(0, 10)}T00:00:00Z`));
}

/** A moment as people write it, to the minute, by the clock of a zone: 27 November 2026 at 14:31. */
export function momentName(at: string, zone: string, { language }: Speech): string {
  return new Intl.DateTimeFormat(localeOf(language), { timeZone: zone, dateStyle: "medium", timeStyle: "short" }).format(Date.parse(at));
}

export const SpeechContext = createContext<Speech>(speech("en"));

/** The speech of the page. */
export function useSpeech(): Speech {
  return useContext(SpeechContext);
}
