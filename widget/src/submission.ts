import type { FeedbackInput } from "./onthaal.d.ts";
import { type Checked, DONT_KNOW, isAsked, type Questions } from "./survey.ts";

// The service keeps no more of a value; what is longer is a mistake of the page.
const CONTEXT_CHARACTERS_MAX = 200;

/** The answer to one question in the contract's JSON. */
export interface Answer {
  question?: string;
  score?: number;
  dontKnow?: Record<string, never>;
  choices?: { codes: string[] };
}

/** A rating in the contract's JSON, without the time of each try. */
export interface Rating {
  id: string;
  ratedAt: string;
  touchpoint: string;
  channel?: string;
  language?: string;
  surveyVersion?: number;
  answers: Answer[];
  comment?: string;
  hints?: { trapFilled?: boolean; answeredIn: string };
  context?: Record<string, string>;
}

/**
 * A UUID of version 7.
 *
 * @param milliseconds since 1970, by this device's clock
 * @param random ten bytes that nobody can guess
 */
export function ratingId(milliseconds: number, random: Uint8Array): string {
  const time = milliseconds.toString(16).padStart(12, "0");
  const hex = [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = "89ab"[random[9]! & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
}

/** Answers to all questions that are put, in their order; those that nobody answered are left out. */
export function answersOf(survey: Questions, checked: Checked): Answer[] {
  return survey.questions
    .filter((question) => checked[question.code]?.[0] && isAsked(question, survey, checked))
    .map(({ code: question, choices }) => {
      const codes = checked[question]!;
      return codes[0] === DONT_KNOW
        ? { question, dontKnow: {} }
        : choices?.[0]
        ? { question, choices: { codes } }
        : { question, score: +codes[0]! };
    });
}

/** What a page says through the API, as if a person had checked it; later words replace earlier ones. */
export function checkedBy({ answers, score, dontKnow }: FeedbackInput, core: string, before: Checked): Checked {
  const checked = { ...before };
  const given = { ...answers, ...(dontKnow && { [core]: "dont-know" }), ...(score !== undefined && { [core]: score }) };
  for (const code in given) {
    const answer = given[code];
    checked[code] = answer === "dont-know" ? [DONT_KNOW] : [answer].flat().map(String);
  }
  return checked;
}

/** Without control characters, which nobody can see and the service refuses; newline and tab stay. */
export function readable(comment: string): string {
  return comment.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]/gu, "").trim();
}

/** The page's address as it may be kept: no query, no fragment, no e-mail address in its path. */
export function pageAddress({ origin, pathname }: { origin: string; pathname: string }): string {
  return origin + pathname.replace(/[^/@]+(@|%40)[^/]+/gi, "[e-mail]");
}

/** The part of a page's context that the service takes; the developer is told what it does not. */
export function contextOf(given: object, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given)
      .filter(([key]) => keys.includes(key) || void console.warn(`onthaal: context "${key}" is not sent (expected: one of ${keys})`))
      .map(([key, value]) => [key, `${value}`.slice(0, CONTEXT_CHARACTERS_MAX)]),
  );
}
