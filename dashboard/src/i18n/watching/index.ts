import { type Language, useSpeech } from "../index.ts";
import { de } from "./de.ts";
import { en, type WatchingWords } from "./en.ts";
import { fr } from "./fr.ts";
import { nl } from "./nl.ts";

export type { WatchingWords } from "./en.ts";

/** The words about what is watched and who is told, loaded with the pages that need them. */
export const WATCHING_WORDS: Readonly<Record<Language, WatchingWords>> = { fr, nl, de, en };

/** The same in the language of the page. */
export function useWatchingWords(): WatchingWords {
  return WATCHING_WORDS[useSpeech().language];
}
