import { type Language, useSpeech } from "../index.ts";
import { de } from "./de.ts";
import { en, type ReasonWords } from "./en.ts";
import { fr } from "./fr.ts";
import { nl } from "./nl.ts";

export type { ReasonWords } from "./en.ts";

/** The words about reasons. */
export const REASON_WORDS: Readonly<Record<Language, ReasonWords>> = { fr, nl, de, en };

/** The words about reasons in the language of the page. */
export function useReasonWords(): ReasonWords {
  return REASON_WORDS[useSpeech().language];
}
