import { words as elementWords } from "../../i18n/index.ts";
import type { KioskWords } from "../words.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";
import { nl } from "./nl.ts";

/** Languages that a kiosk has words of its own in. */
export const kioskWords: Record<string, KioskWords> = { fr, nl, de, en };

/** The kiosk's words in a language, English where it has none. */
export function wordsOf(language: string): KioskWords {
  return kioskWords[language] ?? en;
}

/** The language that those words are in. */
export function spokenBy(language: string): string {
  return kioskWords[language] ? language : "en";
}

/** "I don't know", as the element says it. */
export function dontKnow(language: string): string {
  return elementWords[language]?.dontKnow ?? elementWords.en.dontKnow;
}

/** A language by its own name, as whoever speaks it looks for it. */
export function nameOf(language: string): string {
  const name = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** A length of time in words, in its largest unit: `3 hours`. */
export function lengthOf(millis: number, language: string): string {
  const [count, unit] = largest(millis);
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count);
}

/** How long ago something was, in its largest unit: `3 hours ago`. */
export function agoOf(millis: number, language: string): string {
  const [count, unit] = largest(millis);
  return new Intl.RelativeTimeFormat(language).format(-count, unit);
}

/** A day of the week in words; 1 is Monday. */
export function dayOf(weekday: number, language: string): string {
  // The first of these days is a Monday.
  return new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2024, 0, weekday));
}

function largest(millis: number): [count: number, unit: "day" | "hour" | "minute" | "second"] {
  const seconds = Math.round(Math.abs(millis) / 1_000);
  const units = [[86_400, "day"], [3_600, "hour"], [60, "minute"]] as const;
  const [size, unit] = units.find(([size]) => seconds >= size) ?? [1, "second"] as const;
  return [Math.floor(seconds / size), unit];
}
