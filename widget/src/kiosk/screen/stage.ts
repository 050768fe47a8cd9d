import { make } from "../../dom.ts";
import { isRightToLeft } from "../../i18n/index.ts";
import { nameOf, spokenBy, wordsOf } from "../i18n/index.ts";

/** What people do with what stands around every screen. */
export interface Hooks {
  language: (language: string) => void;
  speak: () => void;
  staff: () => void;
  /** Somebody who was warned is still there. */
  stay: () => void;
}

/** One screen. */
export interface Scene {
  name: string;
  language: string;
  languages: string[];
  /** Whose kiosk it is. */
  place: string[];
  content: HTMLElement[];
  /** Whether it can be read aloud, and whether it is. */
  speech?: "offered" | "on" | undefined;
  hasStaff: boolean;
}

/** The whole page: languages above, ways to listen and for staff below, and between them one screen at a time. */
export class Stage {
  readonly #place = make("p", { class: "place" });
  readonly #languages = make("nav", { class: "languages" });
  readonly #main = make("main", {});
  readonly #speak = make("button", { class: "quiet speak", type: "button" });
  readonly #staff = make("button", { class: "quiet staff", type: "button" });
  readonly #said = make("p", { class: "away", role: "status" });
  readonly #warning = make("div", { class: "warning", role: "alert" });
  #language = "en";

  constructor(root: HTMLElement, private readonly hooks: Hooks) {
    this.#speak.onclick = () => hooks.speak();
    this.#staff.onclick = () => hooks.staff();
    root.replaceChildren(
      make("header", {}, this.#place, this.#languages),
      this.#main,
      make("footer", {}, this.#speak, this.#staff),
      this.#said,
      this.#warning,
    );
  }

  show(scene: Scene): void {
    const words = wordsOf(scene.language);
    const page = document.documentElement;
    const isNew = this.#main.dataset.scene !== scene.name;
    this.#language = scene.language;
    page.lang = scene.language;
    page.dir = isRightToLeft(scene.language) ? "rtl" : "ltr";
    document.title = words.title;
    this.#main.dataset.scene = scene.name;
    this.#main.replaceChildren(...scene.content);
    this.#place.replaceChildren(...scene.place.map((line) => make("span", {}, line)));
    this.#showLanguages(scene);
    this.#speak.hidden = !scene.speech;
    this.#speak.textContent = scene.speech === "on" ? words.silence : words.listen;
    this.#speak.setAttribute("aria-pressed", `${scene.speech === "on"}`);
    this.#staff.hidden = !scene.hasStaff;
    this.#staff.textContent = words.staff;
    this.#staff.lang = this.#speak.lang = spokenBy(scene.language);
    if (isNew) {
      scrollTo(0, 0);
      // What changed is read out from its beginning; nothing is chosen by a stray Enter.
      (this.#main.querySelector<HTMLElement>("[data-first]") ?? this.#main.querySelector<HTMLElement>("h1"))?.focus();
    }
  }

  /** Tells those who cannot see what happened without taking anybody anywhere. */
  say(sentence: string): void {
    this.#said.textContent = sentence;
  }

  /** Says that everything starts anew in so many seconds; 0 takes that away. */
  warn(seconds: number): void {
    const words = wordsOf(this.#language);
    this.#warning.classList.toggle("shown", seconds > 0);
    if (!seconds) {
      this.#warning.replaceChildren();
    } else if (!this.#warning.firstChild) {
      const stay = make("button", { class: "main", type: "button" }, words.stay);
      stay.onclick = () => this.hooks.stay();
      this.#warning.lang = spokenBy(this.#language);
      // Read out once: the seconds that go by are for those who see them.
      this.#warning.replaceChildren(make("b", {}, words.stillThere), make("span", { "aria-live": "off" }, words.startsAnew(seconds)), stay);
    } else {
      this.#warning.querySelector("span")!.textContent = words.startsAnew(seconds);
    }
  }

  #showLanguages({ language, languages }: Scene): void {
    this.#languages.setAttribute("aria-label", wordsOf(language).language);
    this.#languages.hidden = languages.length < 2;
    const focused = this.#languages.contains(document.activeElement);
    this.#languages.replaceChildren(...languages.map((one) => {
      const button = make("button", { type: "button", lang: one, "aria-pressed": `${one === language}` }, nameOf(one));
      button.onclick = () => this.hooks.language(one);
      return button;
    }));
    if (focused) {
      this.#languages.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
    }
  }
}
