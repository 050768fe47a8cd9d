import type { Metric, ScoreRow } from "../contract.ts";
import { answersTold, fill, type Speech } from "../i18n/index.ts";
import { type Estimate, estimateOf, type Interval } from "./estimate.ts";

/** Below this an interval is so wide that a figure alone misleads: it is shown as too few. */
export const N_MIN = 10;

/** The figure that a row is told in: the share satisfied, the NPS, the share that found it easy, the share of thumbs up. */
export function headline(row: ScoreRow): Estimate | undefined {
  if (row.suppressed || row.n === 0) return undefined;
  if (row.csat !== undefined) return estimate(row.csat, row.csatLow, row.csatHigh);
  if (row.nps !== undefined) return estimate(row.nps, row.npsLow, row.npsHigh);
  if (row.easy !== undefined) return estimate(row.easy, row.easyLow, row.easyHigh);
  return estimateOf(row.metric, row.counts);
}

function estimate(value: number, low: number | undefined, high: number | undefined): Estimate {
  return { value, ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}

/** The figure of a row that has answers enough to show one. */
export function shown(row: ScoreRow | undefined): Estimate | undefined {
  return row && row.n >= N_MIN ? headline(row) : undefined;
}

/** How a row differs from the period before, if both have answers enough. */
export function differenceOf(row: ScoreRow | undefined): Interval | undefined {
  if (!row || row.n < N_MIN || (row.previousN ?? 0) < N_MIN) return undefined;
  const { difference: value, differenceLow: low, differenceHigh: high } = row;
  return value === undefined || low === undefined || high === undefined ? undefined : { value, low, high };
}

/** 84.3 %, in the way of a language, never broken at the end of a line. */
export function percent(value: number | undefined, speech: Speech): string {
  return value === undefined ? "–" : `${speech.numbers.one.format(value)}\u00a0%`;
}

/** The figure of a metric as it is written: NPS goes from −100 to 100 and is no share. */
export function written(metric: Metric, value: number | undefined, speech: Speech): string {
  if (value === undefined) return "–";
  return metric === "NPS" ? speech.numbers.signed.format(value) : percent(value, speech);
}

/** 81.2 – 87.0. */
export function range(estimate: Estimate, speech: Speech): string {
  return estimate.low === undefined || estimate.high === undefined
    ? "–"
    : `${speech.numbers.one.format(estimate.low)} – ${speech.numbers.one.format(estimate.high)}`;
}

/** The whole figure in one sentence, for whoever does not see the picture. */
export function told(row: ScoreRow, speech: Speech): string {
  const { words } = speech;
  if (row.suppressed) return words.figure.suppressed;
  if (headline(row) === undefined) return words.nothing;
  const figure = shown(row);
  if (figure === undefined) return `${words.metric[row.metric]}${words.colon}${words.figure.tooFew} · ${answersTold(row.n, speech)}`;
  return fill(words.figure.told, {
    metric: words.metric[row.metric],
    value: written(row.metric, figure.value, speech),
    low: written(row.metric, figure.low, speech),
    high: written(row.metric, figure.high, speech),
    answers: answersTold(row.n, speech),
  });
}
