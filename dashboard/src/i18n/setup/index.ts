import { type Language, useSpeech } from "../index.ts";
import { de } from "./de.ts";
import { type SetupWords, en } from "./en.ts";
import { fr } from "./fr.ts";
import { nl } from "./nl.ts";

export type { SetupWords } from "./en.ts";

/** The words about setting up, loaded with the pages that need them. */
export const SETUP_WORDS: Readonly<Record<Language, SetupWords>> = { fr, nl, de, en };

/** The words about setting up in the language of the page. */
export function useSetupWords(): SetupWords {
  return SETUP_WORDS[useSpeech().language];
}
