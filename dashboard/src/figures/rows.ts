import type { Metric, ScoreRow } from "../contract.ts";

/** Metrics in the order in which they are offered. */
export const METRICS: readonly Metric[] = ["CSAT", "NPS", "CES", "THUMBS"];

/** Metrics that have answers. */
export function metricsOf(rows: readonly ScoreRow[]): readonly Metric[] {
  return METRICS.filter((metric) => rows.some((row) => row.metric === metric));
}

/** The metric that an address names if there is such a one, or the first that has answers. */
export function metricOf(chosen: URLSearchParams, known: readonly Metric[]): Metric {
  const named = chosen.get("metric");
  return known.find((metric) => metric === named) ?? known[0] ?? "CSAT";
}

/** What is shown after news: rows of the same group and window take the place of older ones, and those without answers go. */
export function merged(before: readonly ScoreRow[], news: readonly ScoreRow[]): readonly ScoreRow[] {
  const rows = new Map(before.map((row) => [keyOf(row), row]));
  for (const row of news) {
    if (row.n === 0 && row.dontKnow === 0 && !row.suppressed) rows.delete(keyOf(row));
    else rows.set(keyOf(row), row);
  }
  return [...rows.values()];
}

function keyOf(row: ScoreRow): string {
  return JSON.stringify([row.administration, row.service, row.channel, row.touchpoint, row.language, row.question, row.start, row.metric]);
}
