import type { ScoreRow } from "../contract.ts";
import { Bars } from "../figures/Bars.tsx";
import { Exhibit } from "../figures/Exhibit.tsx";
import { percent, told } from "../figures/figure.ts";
import { scaleOf } from "../figures/scale.ts";
import { number, words as column } from "../figures/sheet.ts";
import { useSpeech } from "../i18n/index.ts";

interface Point {
  readonly name: string;
  readonly count: number;
  readonly share: number | undefined;
}

/** How often each point of the scale was given, the best first; "don't know" stands apart and is part of no share. */
export function Distribution({ row }: { readonly row: ScoreRow }) {
  const speech = useSpeech();
  const { words, numbers } = speech;
  if (row.suppressed) return null;
  const names = scaleOf(row.metric, words);
  const points: readonly Point[] = names.map((name, place) => {
    const count = row.counts[place] ?? 0;
    return { name, count, share: row.n === 0 ? undefined : 100 * count / row.n };
  }).reverse();
  const rows: readonly Point[] = [...points, { name: words.figure.dontKnow, count: row.dontKnow, share: undefined }];
  const about = told(row, speech);
  const bars = points.map(({ name, count, share }) => ({
    label: name,
    share: share ?? 0,
    told: `${numbers.whole.format(count)} · ${percent(share, speech)}`,
  }));
  return (
    <Exhibit<Point>
      id="distribution"
      title={words.service.distribution}
      about={about}
      picture={<Bars bars={bars} label={`${words.service.distribution}. ${about}`} />}
      fields={[
        column("score", words.figure.score, ({ name }) => name),
        number("count", words.figure.answers, ({ count }) => count, numbers.whole.format),
        number("share", words.exhibit.share, ({ share }) => share, (share) => percent(share, speech)),
      ]}
      rows={rows}
      keyOf={({ name }) => name}
    />
  );
}
