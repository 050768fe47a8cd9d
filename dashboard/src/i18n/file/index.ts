import { type Language, useSpeech } from "../index.ts";
import { de } from "./de.ts";
import { en, type FileWords } from "./en.ts";
import { fr } from "./fr.ts";
import { nl } from "./nl.ts";

export type { FileWords } from "./en.ts";

/** The words about rating files, loaded with the page that needs them. */
export const FILE_WORDS: Readonly<Record<Language, FileWords>> = { fr, nl, de, en };

/** The words about rating files in the language of the page. */
export function useFileWords(): FileWords {
  return FILE_WORDS[useSpeech().language];
}
