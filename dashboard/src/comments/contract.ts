import type { Channel, Metric } from "../contract.ts";

/** What somebody wrote with a rating. Anybody may have: text, never markup. */
export interface Comment {
  readonly text: string;
  /** Absent where only the month is told, `2026-03`. */
  readonly ratedAt?: string;
  readonly month: string;
  readonly administration: string;
  readonly service: string;
  readonly touchpoint: string;
  readonly channel: Channel;
  readonly language: string;
  readonly question: string;
  readonly metric: Metric;
  /** Absent where the person did not know. */
  readonly score?: number;
}

/** Answer of `/v1/comments`. */
export interface CommentPage {
  readonly comments: readonly Comment[];
  readonly nextPageToken: string;
  /** How far back was looked, where that was too much to fill the page. */
  readonly searchedTo?: string;
  readonly withheld: boolean;
}
