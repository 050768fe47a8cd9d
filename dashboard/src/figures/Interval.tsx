import type { Metric } from "../contract.ts";
import type { Estimate } from "./estimate.ts";
import { range, written } from "./figure.ts";
import { useSpeech } from "../i18n/index.ts";

/** A share on a line from 0 to 100, with its interval as a bar; the words beside it say the same. */
export function Interval({ estimate }: { readonly estimate: Estimate }) {
  const { value, low = value, high = value } = estimate;
  return (
    <svg class="interval" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <line x1="0" x2="100" y1="6" y2="6" class="axis" />
      <rect x={low} width={Math.max(high - low, 0.8)} y="3" height="6" rx="1" class="range" />
      <rect x={Math.min(Math.max(value - 0.6, 0), 98.8)} width="1.2" y="1" height="10" class="point" />
    </svg>
  );
}

/** A figure with its interval, in words. */
export function Figure({ estimate, metric = "CSAT" }: { readonly estimate: Estimate; readonly metric?: Metric }) {
  const speech = useSpeech();
  return (
    <span class="figure">
      <strong>{written(metric, estimate.value, speech)}</strong> <span class="dim">{range(estimate, speech)}</span>
    </span>
  );
}
