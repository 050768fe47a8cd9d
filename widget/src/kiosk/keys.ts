import { DONT_KNOW, type Question } from "../survey.ts";

/** So long another digit is waited for where one more gives another answer, as for 10. */
const DIGIT_MILLIS = 1_200;

/** A value of a question and the digits that stand for it. */
export interface Keyed {
  digits: string;
  value: string;
}

/** What a key asks for, apart from digits. */
export type Command = "speak" | "next" | "language";

/**
 * Which digits give which answer: the score itself where it is one that keys have, as 5 for the best of five; else the place,
 * as 2 for the second of two. "I don't know" is 9, and 99 where 9 is a score.
 */
export function keyed(question: Question): Keyed[] {
  const values = question.choices?.[0]
    ? question.choices.map(({ code }, index) => ({ digits: `${index + 1}`, value: code }))
    : question.points.map(({ score }, index) => ({
      digits: question.metric === "THUMBS" ? `${index + 1}` : `${score}`,
      value: `${score}`,
    }));
  if (question.dontKnowOffered) {
    values.push({ digits: values.some(({ digits }) => digits === "9") ? "99" : "9", value: DONT_KNOW });
  }
  return values;
}

/** What typed digits give, and whether one more could give something else. */
export function match(typed: string, keys: Keyed[]): { value?: string; mayGoOn: boolean } {
  const exact = keys.find(({ digits }) => digits === typed);
  const mayGoOn = keys.some(({ digits }) => digits !== typed && digits.startsWith(typed));
  return { ...exact && { value: exact.value }, mayGoOn };
}

/** The digit of a key: also of the number row of a Belgian keyboard without shift, and of a keypad without its lock. */
export function digitOf({ key, code }: { key: string; code: string }): string | undefined {
  return /^\d$/.test(key) ? key : /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
}

/** What a key that is no answer asks for; 0 speaks wherever it is no answer. */
export function commandOf(key: string, keys: Keyed[]): Command | undefined {
  return key === "*" || (key === "0" && !keys.some(({ digits }) => digits.startsWith("0")))
    ? "speak"
    : key === "Enter" || key === "#"
    ? "next"
    : key === "/"
    ? "language"
    : undefined;
}

/** Digits that somebody types one after the other. */
export class Typing {
  #typed = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param take an answer that was typed */
  constructor(private readonly take: (value: string) => void) {}

  /** Whether a digit gives an answer, or begins one. */
  expects(digit: string, keys: Keyed[]): boolean {
    return keys.some(({ digits }) => digits.startsWith(this.#typed + digit) || digits.startsWith(digit));
  }

  /** One digit more; where another one could follow it is waited for. */
  type(digit: string, keys: Keyed[]): void {
    clearTimeout(this.#timer);
    const both = match(this.#typed + digit, keys);
    this.#typed = both.value !== undefined || both.mayGoOn ? this.#typed + digit : digit;
    const { value, mayGoOn } = match(this.#typed, keys);
    const take = () => {
      this.#typed = "";
      if (value !== undefined) {
        this.take(value);
      }
    };
    if (mayGoOn) {
      this.#timer = setTimeout(take, DIGIT_MILLIS);
    } else {
      take();
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#typed = "";
  }
}
