import { type Checked, isAsked, type Question, type Questions } from "../survey.ts";

/**
 * The next question with choices that is put on what was answered so far. Further scales are for doors at which people sit:
 * whoever stands at a kiosk has others behind.
 *
 * @param after code of the question that was shown last
 */
export function nextReason(survey: Questions, checked: Checked, after: string): Question | undefined {
  const shown = survey.questions.findIndex(({ code }) => code === after);
  return survey.questions.slice(shown + 1).find((question) => question.choices?.[0] && isAsked(question, survey, checked));
}
