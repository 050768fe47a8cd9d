import type { ScoreRow } from "../contract.ts";
import { fill, type Speech } from "../i18n/index.ts";

/** A figure with the range in which the truth lies. */
export interface Estimate {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/** Below this an interval is so wide that a figure alone misleads: it is shown as too few. */
export const N_MIN = 10;

/** The figure that a row is told in: the share satisfied, the NPS, the share that found it easy; thumbs as a share of thumbs up. */
export function headline(row: ScoreRow): Estimate | undefined {
  if (row.suppressed || row.n === 0) return undefined;
  if (row.csat !== undefined) return estimate(row.csat, row.csatLow, row.csatHigh);
  if (row.nps !== undefined) return estimate(row.nps, row.npsLow, row.npsHigh);
  if (row.easy !== undefined) return estimate(row.easy, row.easyLow, row.easyHigh);
  return row.mean === undefined ? undefined : estimate(row.mean * 100, undefined, undefined);
}

function estimate(value: number, low: number | undefined, high: number | undefined): Estimate {
  return { value, ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}

/** What the period before says: a change that chance does not explain, in either direction, or none that can be told. */
export type Change = "better" | "worse" | "none" | "unknown";

/** Whether a row differs from the period before. */
export function changeOf(row: ScoreRow): Change {
  if (row.differenceLow === undefined || row.differenceHigh === undefined) return "unknown";
  return row.differenceLow > 0 ? "better" : row.differenceHigh < 0 ? "worse" : "none";
}

/** 84.3 %, in the way of a language. */
export function percent(value: number | undefined, speech: Speech): string {
  return value === undefined ? "–" : `${speech.numbers.one.format(value)} %`;
}

/** 81.2 – 87.0. */
export function range(estimate: Estimate, speech: Speech): string {
  return estimate.low === undefined || estimate.high === undefined
    ? "–"
    : `${speech.numbers.one.format(estimate.low)} – ${speech.numbers.one.format(estimate.high)}`;
}

/** The whole figure in one sentence, for whoever does not see the picture. */
export function told(row: ScoreRow, speech: Speech): string {
  const figure = headline(row);
  if (row.suppressed) return speech.words.figure.suppressed;
  if (figure === undefined) return speech.words.nothing;
  return fill(speech.words.figure.share, {
    value: percent(figure.value, speech),
    low: percent(figure.low, speech),
    high: percent(figure.high, speech),
    n: speech.numbers.whole.format(row.n),
  });
}
