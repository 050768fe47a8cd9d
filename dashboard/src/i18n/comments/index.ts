import { type Language, useSpeech } from "../index.ts";
import { de } from "./de.ts";
import { type CommentWords, en } from "./en.ts";
import { fr } from "./fr.ts";
import { nl } from "./nl.ts";

export type { CommentWords } from "./en.ts";

/** The words about comments, loaded with the part of the page that needs them. */
export const COMMENT_WORDS: Readonly<Record<Language, CommentWords>> = { fr, nl, de, en };

/** The words about comments in the language of the page. */
export function useCommentWords(): CommentWords {
  return COMMENT_WORDS[useSpeech().language];
}
