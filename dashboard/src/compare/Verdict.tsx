import type { Metric, ScoreRow } from "../contract.ts";
import { changeOf, difference, estimateOf, type Interval } from "../figures/estimate.ts";
import { Exhibit } from "../figures/Exhibit.tsx";
import { N_MIN, percent, written } from "../figures/figure.ts";
import { type Range, Ranges } from "../figures/Ranges.tsx";
import { scaleOf } from "../figures/scale.ts";
import { number, words as column } from "../figures/sheet.ts";
import { answersTold, fill, type Speech, useSpeech } from "../i18n/index.ts";
import { figureTold } from "../service/Mix.tsx";

/** One of two that are compared. */
export interface Compared {
  readonly name: string;
  readonly row: ScoreRow | undefined;
}

/** What the comparison needs. */
export interface VerdictProps {
  readonly metric: Metric;
  readonly first: Compared;
  readonly second: Compared;
}

/** Whether two figures can be told apart, by how much at least and at most, and both with their intervals. */
export function Verdict({ metric, first, second }: VerdictProps) {
  const speech = useSpeech();
  const { words, numbers } = speech;
  const between = compared(metric, first.row, second.row);
  const value = (told: number) => written(metric, told, speech);
  const both = [first, second];
  const counts = both.map(({ name, row }) => `${name.slice(0, 1)}${words.colon}${answersTold(row?.n ?? 0, speech)}`);
  const ranges = both.map(({ name, row }) => ({
    label: name,
    told: row ? figureTold(row, speech) : words.nothing,
    estimate: row && enough(metric, row),
  }));
  const rows: readonly Told[] = [
    ...both.map(({ name, row }) => ({ name, estimate: row && enough(metric, row), n: row?.suppressed ? undefined : row?.n ?? 0 })),
    { name: words.compare.difference, estimate: between, n: undefined },
  ];
  return (
    <>
      <p class={`card ${between && changeOf(between) !== "none" ? "info" : ""}`} role="status">
        <strong>{sentence(between, speech)}</strong>
      </p>
      <Exhibit<Told>
        id="figures"
        title={words.metric[metric]}
        about={`${counts.join(" · ")}. ${words.compare.method}`}
        picture={<Drawn ranges={ranges} metric={metric} title={words.metric[metric]} />}
        fields={[
          column("selection", words.compare.selection, ({ name }) => name),
          number("figure", words.metric[metric], ({ estimate }) => estimate?.value, value),
          number("low", words.exhibit.low, ({ estimate }) => estimate?.low, value),
          number("high", words.exhibit.high, ({ estimate }) => estimate?.high, value),
          number("n", words.figure.n, ({ n }) => n, numbers.whole.format),
        ]}
        rows={rows}
        keyOf={({ name }) => name}
      />
      {first.row && second.row && <Scores metric={metric} first={first.row} second={second.row} />}
    </>
  );
}

/** A line of the table: a side, or the difference of both. */
interface Told {
  readonly name: string;
  readonly estimate: Interval | undefined;
  readonly n: number | undefined;
}

function Drawn({ ranges, metric, title }: { readonly ranges: readonly Range[]; readonly metric: Metric; readonly title: string }) {
  return (
    <>
      <ul class="plain legend">{ranges.map(({ label }) => <li key={label}>{label}</li>)}</ul>
      <Ranges
        ranges={ranges.map((range) => ({ ...range, label: range.label.slice(0, 1) }))}
        label={`${title}. ${ranges.map(({ label, told }) => `${label}: ${told}`).join("; ")}`}
        from={metric === "NPS" ? -100 : 0}
        to={100}
      />
    </>
  );
}

/** The figure of a row computed from its counts, when there are enough of them. */
function enough(metric: Metric, row: ScoreRow): Interval | undefined {
  return row.suppressed || row.n < N_MIN ? undefined : estimateOf(metric, row.counts);
}

/** The difference of two rows; absent when one of them has too few answers. */
export function compared(metric: Metric, first: ScoreRow | undefined, second: ScoreRow | undefined): Interval | undefined {
  const a = first && enough(metric, first);
  const b = second && enough(metric, second);
  return a && b ? difference(a, b) : undefined;
}

function sentence(between: Interval | undefined, speech: Speech): string {
  const { words, numbers } = speech;
  if (!between) return words.compare.tooFew;
  const change = changeOf(between);
  if (change === "none") {
    return fill(words.compare.same, { low: numbers.signed.format(between.low), high: numbers.signed.format(between.high) });
  }
  const [least, most] = [Math.abs(between.low), Math.abs(between.high)].sort((a, b) => a - b);
  return fill(change === "better" ? words.compare.higher : words.compare.lower, {
    points: numbers.one.format(Math.abs(between.value)),
    least: numbers.one.format(least ?? 0),
    most: numbers.one.format(most ?? 0),
  });
}

interface Point {
  readonly name: string;
  readonly first: number;
  readonly second: number;
}

/** How often each score was given on either side, in shares: the sides may differ in size. */
function Scores({ metric, first, second }: { readonly metric: Metric; readonly first: ScoreRow; readonly second: ScoreRow }) {
  const speech = useSpeech();
  const { words } = speech;
  if (first.suppressed || second.suppressed || first.n === 0 || second.n === 0) return null;
  const rows: readonly Point[] = scaleOf(metric, words).map((name, place) => ({
    name,
    first: 100 * (first.counts[place] ?? 0) / first.n,
    second: 100 * (second.counts[place] ?? 0) / second.n,
  })).reverse();
  const share = (value: number) => percent(value, speech);
  return (
    <Exhibit<Point>
      id="scores"
      title={words.service.distribution}
      about={fill(words.compare.counted, { a: speech.numbers.whole.format(first.n), b: speech.numbers.whole.format(second.n) })}
      fields={[
        column("score", words.figure.score, ({ name }) => name),
        number("first", "A", (point) => point.first, share),
        number("second", "B", (point) => point.second, share),
      ]}
      rows={rows}
      keyOf={({ name }) => name}
    />
  );
}
