import type { FeedbackProblem } from "../onthaal.d.ts";
import { ratingId } from "../submission.ts";
import type { Press, Refused } from "./queue.ts";

/** So far ahead of its own clock the server takes an id; it says until when. */
const AHEAD_MILLIS_MAX = 24 * 3_600_000;
/** Why the same may be taken later. */
const PASSING = ["UNAVAILABLE", "OVERLOADED", "RATE_LIMITED", "UNAUTHENTICATED"];

/** What the server says of one rating. */
export interface Result {
  receipt?: { id?: string };
  problem?: FeedbackProblem;
}

/** What became of a batch. */
export interface Verdicts {
  acknowledged: Press[];
  refused: Refused[];
  /** With an id of the server's time, because their own told one that cannot be. */
  renewed: Press[];
}

/** What the results say; a press of which they say nothing, or that may be taken later, is in none of the three. */
export function verdicts(batch: Press[], results: Result[], random = () => crypto.getRandomValues(new Uint8Array(10))): Verdicts {
  const found: Verdicts = { acknowledged: [], refused: [], renewed: [] };
  batch.forEach((press, index) => {
    const { receipt, problem } = results[index] ?? {};
    if (receipt?.id === press.rating.id) {
      found.acknowledged.push(press);
    } else if (problem && !PASSING.includes(problem.reason)) {
      const now = serverTime(problem);
      if (now && !press.renewed) {
        found.renewed.push({ ...press, renewed: true, rating: { ...press.rating, id: ratingId(now, random()) } });
      } else {
        found.refused.push({ ...press, problem });
      }
    }
  });
  return found;
}

/** The server's clock, where it refuses an id for its time. */
function serverTime({ violations }: FeedbackProblem): number | undefined {
  const expected = violations?.find(({ field }) => field === "id")?.expected;
  return Date.parse(expected?.split(" ").pop() ?? "") - AHEAD_MILLIS_MAX || undefined;
}
