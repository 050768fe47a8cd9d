import type { Metric } from "../contract.ts";

/** A figure with the range in which the truth lies; shares in percent. */
export interface Estimate {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/** An estimate whose interval is known. */
export type Interval = Required<Estimate>;

/** Standard normal quantile of 97.5 %: what a two-sided interval of 95 % takes. */
const Z = 1.959963984540054;

/** From which score on an answer is favourable. NPS has none: it is a difference of two shares. */
const FAVOURABLE_FROM: Readonly<Record<Exclude<Metric, "NPS">, number>> = { CSAT: 3, CES: 4, THUMBS: 1 };

/** How many of them. */
export function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Counts per score, added up point by point. */
export function added(all: readonly (readonly number[])[]): readonly number[] {
  const length = Math.max(0, ...all.map((counts) => counts.length));
  return Array.from({ length }, (_, place) => total(all.map((counts) => counts[place] ?? 0)));
}

/** The figure of a metric from its counts, lowest score first, as the API computes it; absent without answers. */
export function estimateOf(metric: Metric, counts: readonly number[]): Interval | undefined {
  const n = total(counts);
  if (n === 0) return undefined;
  if (metric === "NPS") return nps(total(counts.slice(9)), total(counts.slice(0, 7)), n);
  return wilson(total(counts.slice(FAVOURABLE_FROM[metric])), n);
}

/** A share with its 95 % Wilson score interval, in percent. Source: Newcombe 1998, Statistics in Medicine 17:857, method 3. */
export function wilson(hits: number, n: number): Interval {
  const share = hits / n;
  const spread = 1 + Z * Z / n;
  const centre = (share + Z * Z / (2 * n)) / spread;
  const half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / spread;
  // The ends are exact there; the formula misses them by rounding.
  return { value: 100 * share, low: hits === 0 ? 0 : 100 * (centre - half), high: hits === n ? 100 : 100 * (centre + half) };
}

/** NPS with its 95 % adjusted Wald interval: three answers more, one of each kind but for a quarter. Source: Rocks 2016. */
function nps(promoters: number, detractors: number, n: number): Interval {
  const [up, down] = [(promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)];
  const half = Z * Math.sqrt((up + down - (up - down) ** 2) / (n + 3));
  return {
    value: 100 * (promoters - detractors) / n,
    low: Math.max(-100, 100 * (up - down - half)),
    high: Math.min(100, 100 * (up - down + half)),
  };
}

/**
 * The first less the second, in points, with an interval of 95 % from both of theirs. For shares with Wilson intervals this is Newcombe's
 * hybrid score interval. Source: Newcombe 1998, Statistics in Medicine 17:873, method 10.
 */
export function difference(first: Interval, second: Interval): Interval {
  const value = first.value - second.value;
  return {
    value,
    low: value - Math.hypot(first.value - first.low, second.high - second.value),
    high: value + Math.hypot(first.high - first.value, second.value - second.low),
  };
}

/** What a difference says: a direction that chance does not explain, or none that can be told. */
export type Change = "better" | "worse" | "none";

/** Whether chance explains a difference: it does when zero lies in the interval. */
export function changeOf(of: { readonly low: number; readonly high: number }): Change {
  return of.low > 0 ? "better" : of.high < 0 ? "worse" : "none";
}
