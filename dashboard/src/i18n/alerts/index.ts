import { type Language, useSpeech } from "../index.ts";
import { de } from "./de.ts";
import { type AlertWords, en } from "./en.ts";
import { fr } from "./fr.ts";
import { nl } from "./nl.ts";

export type { AlertWords } from "./en.ts";

/** The words about alerts, loaded with the pages that need them. */
export const ALERT_WORDS: Readonly<Record<Language, AlertWords>> = { fr, nl, de, en };

/** The words about alerts in the language of the page. */
export function useAlertWords(): AlertWords {
  return ALERT_WORDS[useSpeech().language];
}
