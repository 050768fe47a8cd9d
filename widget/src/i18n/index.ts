import { de } from "./de.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";
import { nl } from "./nl.ts";
import type { FeedbackWords } from "../onthaal.d.ts";

/** Words by primary language subtag; a page may add a language, whole or in part. */
export const words: { en: FeedbackWords } & Record<string, Partial<FeedbackWords>> = { de, en, fr, nl };

/** The language as the contract writes it, `nl` of `nl-BE`; `en` for what is no language tag. */
export function primaryLanguage(tag: string | undefined): string {
  return /^([a-z]{2,3})(-|$)/.exec((tag ?? "").toLowerCase())?.[1] ?? "en";
}

/** Whether a language is written from right to left. */
export function isRightToLeft(language: string): boolean {
  return /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)$/.test(language);
}
