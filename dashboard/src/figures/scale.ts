import type { Metric } from "../contract.ts";
import { fill, type Words } from "../i18n/index.ts";

/** The first and last score of the scales whose points have numbers; only their ends have words. */
const ENDS = { NPS: [0, 10], CES: [1, 7] } as const;

/** What each point of a scale is called, the lowest first. */
export function scaleOf(metric: Metric, { scale }: Words): readonly string[] {
  if (metric === "CSAT") return scale.CSAT.map((name, place) => `${place + 1} · ${name}`);
  if (metric === "THUMBS") return scale.THUMBS;
  const [first, last] = ENDS[metric];
  const { low, high } = scale[metric];
  return Array.from({ length: last - first + 1 }, (_, place) => {
    const score = first + place;
    return score === first
      ? fill("{score} · {name}", { score, name: low })
      : score === last
      ? fill("{score} · {name}", { score, name: high })
      : String(score);
  });
}
