import type { Question } from "../survey.ts";
import { wordsOf } from "./i18n/index.ts";
import { keyed } from "./keys.ts";
import { labelOf } from "./screen/question-screen.ts";

/** A question and the key of each answer, for somebody who cannot see them. */
export function sentencesOf(question: Question, language: string, isAddition: boolean): string[] {
  const words = wordsOf(language);
  return [
    question.text,
    ...isAddition && question.severalAllowed ? [words.several] : [],
    ...keyed(question).map(({ digits, value }) => words.pressFor(digits, labelOf(question, value, language))),
    ...isAddition ? [words.pressToGoOn] : [],
  ];
}

/** What was pressed, said back. */
export function chosenSentence(question: Question, value: string, language: string): string {
  return wordsOf(language).chosen(labelOf(question, value, language));
}
