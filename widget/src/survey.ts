/** One survey version in one language, as the service tells it; what is marked optional older services leave out. */
export interface Survey {
  touchpoint: string;
  version: number;
  language: string;
  questions: Question[];
  commentLabel?: string;
  thanks?: string;
  /** Keys of the context that the service takes. */
  contextKeys?: string[];
  /** Whether the service reads `hints`; an older one refuses them as unknown. */
  hintsAccepted?: boolean;
}

/** The part that decides what is asked when. */
export type Questions = Pick<Survey, "questions">;

/** A scale question, or one with choices where `choices` has any. */
export interface Question {
  code: string;
  metric?: string;
  text: string;
  points: { score: number; label: string }[];
  dontKnowOffered?: boolean;
  choices?: { code: string; label: string }[];
  severalAllowed?: boolean;
  /** Absent: always asked. Without a question it is the first one that decides. */
  askedWhen?: { question?: string; scores: number[] };
}

/** Values of what a person has checked, by the code of the question: scores, codes of choices, or DONT_KNOW. */
export type Checked = Record<string, string[]>;

/** Never a score nor the code of a choice. */
export const DONT_KNOW = "?";

/** What is answered where the service never told what it asks: its first question, whatever that is. */
export const UNKNOWN: Questions = { questions: [{ code: "", text: "", points: [] }] };

/** Whether a question is put, given what was checked so far; one whose condition is not put itself is not. */
export function isAsked(question: Question, survey: Questions, checked: Checked): boolean {
  const when = question.askedWhen;
  if (!when?.scores.length) {
    return true;
  }
  const other = survey.questions.find(({ code }) => code === when.question) ?? survey.questions[0]!;
  return isAsked(other, survey, checked) && when.scores.some((score) => checked[other.code]?.includes(`${score}`));
}
