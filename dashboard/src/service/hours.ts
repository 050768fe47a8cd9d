import type { Metric, ScoreRow } from "../contract.ts";
import { added, type Estimate, estimateOf, total } from "../figures/estimate.ts";
import { N_MIN } from "../figures/figure.ts";

/** One hour of the week over the whole time. */
export interface HourOfWeek {
  /** From Monday, 0, to Sunday, 6. */
  readonly weekday: number;
  /** From 0 to 23, as the clock of the administration shows it. */
  readonly hour: number;
  readonly n: number;
  /** Absent where answers are too few. */
  readonly estimate: Estimate | undefined;
}

/** Windows of an hour put together by weekday and hour; hours of the week without answers are left out. */
export function hoursOfWeek(metric: Metric, rows: readonly ScoreRow[]): readonly HourOfWeek[] {
  const counts = new Map<number, (readonly number[])[]>();
  for (const row of rows) {
    if (row.metric !== metric || row.n === 0) continue;
    const place = placeOf(row.start);
    counts.set(place, [...counts.get(place) ?? [], row.counts]);
  }
  return [...counts].sort(([first], [second]) => first - second).map(([place, all]) => {
    const sum = added(all);
    const n = total(sum);
    return { weekday: Math.floor(place / 24), hour: place % 24, n, estimate: n < N_MIN ? undefined : estimateOf(metric, sum) };
  });
}

/** The start carries the zone's offset: its digits are what the clock on the wall shows. */
function placeOf(start: string): number {
  const fromSunday = new Date(`${start.slice(0, 10)}T00:00:00Z`).getUTCDay();
  return (fromSunday + 6) % 7 * 24 + Number(start.slice(11, 13));
}

/** Names of weekdays from Monday. */
export function weekdays(locale: string, width: "short" | "long"): readonly string[] {
  const name = new Intl.DateTimeFormat(locale, { weekday: width, timeZone: "UTC" });
  // The first of January 2024 is a Monday.
  return Array.from({ length: 7 }, (_, day) => name.format(Date.UTC(2024, 0, 1 + day)));
}
