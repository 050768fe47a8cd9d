import type { Channel, ScoreRow } from "../contract.ts";
import { plusDays } from "../period.ts";

/** Channels of devices and lines that can fail without anybody telling. */
export const WATCHED: readonly Channel[] = ["KIOSK", "PHONE"];

/** Days before the quiet ones in which there must have been answers. */
export const USUAL_DAYS = 28;

/** Days without any answer after which a place is quiet. */
export const QUIET_DAYS = 3;

/** A place that had answers and has none lately. */
export interface Quiet {
  readonly administration: string;
  readonly service: string;
  readonly touchpoint: string;
  readonly channel: Channel;
  /** The last day with an answer. */
  readonly last: string;
  /** Answers of the days before. */
  readonly n: number;
}

/** Places that were heard before and not in the last days, the longest quiet one first; rows are of days, told apart by place. */
export function quietPlaces(rows: readonly ScoreRow[], today: string): readonly Quiet[] {
  const places = new Map<string, Quiet>();
  for (const row of rows) {
    const { administration = "", service = "", touchpoint = "", channel = "OTHER" } = row;
    // A hidden row had answers; how many is not told.
    const n = row.n + row.dontKnow;
    if (n === 0 && !row.suppressed) continue;
    const key = `${touchpoint} ${channel}`;
    const before = places.get(key);
    const day = row.start.slice(0, 10);
    const last = before && before.last > day ? before.last : day;
    places.set(key, { administration, service, touchpoint, channel, last, n: n + (before?.n ?? 0) });
  }
  const limit = plusDays(today, 1 - QUIET_DAYS);
  return [...places.values()].filter(({ last }) => last < limit).sort((a, b) =>
    a.last.localeCompare(b.last) || a.touchpoint.localeCompare(b.touchpoint)
  );
}
