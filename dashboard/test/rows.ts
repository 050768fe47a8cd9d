import type { ScoreRow } from "../src/contract.ts";

/** A row of satisfaction with so many of each score, lowest first. */
export function row(counts: readonly number[], more: Partial<ScoreRow> = {}): ScoreRow {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const csat = n === 0 ? {} : { csat: 100 * ((counts[3] ?? 0) + (counts[4] ?? 0)) / n };
  return { start: "2026-11-02T00:00:00+01:00", metric: "CSAT", n, counts, dontKnow: 0, suppressed: false, ...csat, ...more };
}
