import type { FeedbackOutcome, FeedbackSubmitted } from "./onthaal.d.ts";
import { deliver, type Entry } from "./outbox.ts";
import { answersOf, type Rating, readable } from "./submission.ts";
import type { Checked, Questions } from "./survey.ts";

/** What one person says about one contact, and what became of it. */
export interface Draft {
  checked: Checked;
  comment: string;
  /** When it was first to be seen, in milliseconds of the page's own clock; absent before. */
  shownAt?: number;
  /** Something of it is on its way. */
  isBusy?: boolean;
  /** Stored or kept; absent before, also after a refusal. */
  submitted?: FeedbackSubmitted;
  /** Nothing more is asked: something was added, or was not to be. */
  isComplete?: boolean;
  entry?: Entry | undefined;
  /** What of it is stored or kept. */
  done?: string;
}

/** Everything of a rating but what it says. */
export type Occasion = Pick<Entry, "server"> & { rating: Omit<Rating, "answers"> };

/**
 * Sends what is new; nothing when nothing is, as after a second press.
 *
 * @param occasion where and when, asked for when somebody first presses
 */
export async function submit(draft: Draft, survey: Questions, occasion: () => Occasion): Promise<FeedbackOutcome> {
  const answers = answersOf(survey, draft.checked);
  const given = { answers, comment: readable(draft.comment) };
  const says = JSON.stringify(given);
  if (says === draft.done) {
    draft.isComplete = true;
    return draft.submitted!;
  }
  if (!answers[0]) {
    return { problem: { reason: "SCORE_MISSING", detail: "expected a score" } };
  }
  if (draft.entry) {
    // The id stands for what it was first sent with, which may have arrived although nobody heard of it.
    draft.entry.amendment = given;
  } else {
    const { server, rating } = occasion();
    draft.entry = { server, rating: { ...rating, ...given } };
  }
  const entry = draft.entry;
  const refusal = await deliver(entry);
  if (refusal && !refusal.queued) {
    if (!refusal.again) {
      delete entry.amendment;
      draft.entry = draft.submitted && entry;
    }
    return refusal;
  }
  draft.done = says;
  draft.isComplete = !!(draft.submitted || given.comment || answers[1]);
  return draft.submitted = { id: entry.rating.id, score: answers[0].score ?? null, delivered: !refusal, queued: !!refusal };
}
