import { type Language, useSpeech } from "../index.ts";
import { de } from "./de.ts";
import { en, type KioskWords } from "./en.ts";
import { fr } from "./fr.ts";
import { nl } from "./nl.ts";

export type { KioskWords } from "./en.ts";

/** The words about kiosks, loaded with the pages that need them. */
export const KIOSK_WORDS: Readonly<Record<Language, KioskWords>> = { fr, nl, de, en };

/** The words about kiosks in the language of the page. */
export function useKioskWords(): KioskWords {
  return KIOSK_WORDS[useSpeech().language];
}
