import type { FeedbackOutcome, FeedbackSubmitted } from "./onthaal.d.ts";
import { deliver, type Entry } from "./outbox.ts";
import { type Answer, answersOf, type Rating, readable } from "./submission.ts";
import type { Checked, Survey } from "./survey.ts";

/** What one person says about one contact, and what became of it. */
export class Draft {
  checked: Checked = {};
  comment = "";
  /** When it was first to be seen, in milliseconds of the page's own clock; 0 before. */
  shownAt = 0;
  /** Stored or kept; absent before, also after a refusal. */
  submitted: FeedbackSubmitted | undefined;
  /** Nothing more is asked: something was added, or was not to be. */
  isComplete = false;

  #entry: Entry | undefined;
  /** What of it is stored or kept. */
  #done = "";
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * Sends what is new. One call after the other: a second press finds that nothing is.
   *
   * @param survey absent when the service never told what it asks: then the score alone is sent
   * @param occasion where and when, asked for once, when somebody first presses
   */
  deliver(survey: Survey | undefined, occasion: () => Pick<Entry, "server"> & { rating: Omit<Rating, "answers"> }): Promise<FeedbackOutcome> {
    const turn = this.#turn.then(async (): Promise<FeedbackOutcome> => {
      const answers: Answer[] = survey
        ? answersOf(survey, this.checked)
        : Object.values(this.checked).slice(0, 1).map(([score]) => ({ score: +score! }));
      const given = { answers, comment: readable(this.comment) };
      const says = JSON.stringify(given);
      if (says === this.#done) {
        this.isComplete = true;
        return this.submitted!;
      }
      if (!answers[0]) {
        return { problem: { reason: "SCORE_MISSING", detail: "expected a score" } };
      }
      if (this.#entry) {
        // The id stands for what it was first sent with, which may have arrived although nobody heard of it.
        this.#entry.amendment = given;
      } else {
        const { server, rating } = occasion();
        this.#entry = { server, rating: { ...rating, ...given } };
      }
      const { id } = this.#entry.rating;
      const refusal = await deliver(this.#entry);
      if (refusal && !refusal.queued) {
        if (!refusal.again) {
          delete this.#entry.amendment;
          this.#entry = this.submitted && this.#entry;
        }
        return refusal;
      }
      this.#done = says;
      this.isComplete = !!this.submitted || !!given.comment || answers.length > 1;
      return this.submitted = { id, score: answers[0].score ?? null, delivered: !refusal, queued: !!refusal };
    });
    this.#turn = turn;
    return turn;
  }
}
