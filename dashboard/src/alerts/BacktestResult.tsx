import type { Catalogue } from "../contract.ts";
import { type Column, Table } from "../figures/Table.tsx";
import { type AlertWords, useAlertWords } from "../i18n/alerts/index.ts";
import { fill, momentName, type Speech, useSpeech } from "../i18n/index.ts";
import type { AbsenceOutlook, Backtest, BacktestRow, DropOutlook, DropPlan } from "./contract.ts";
import { placeOf, zoneOf } from "./place.ts";
import { conditionIn, sentenceOfRow } from "./sentence.ts";

const ROWS_MAX = 200;
const OFTEN_MAX = 3;
// Of drops, in points, where no stream has a plan.
const SIZES_USUAL = [5, 10, 20] as const;

/** What a back-test needs to be told. */
export interface BacktestResultProps {
  readonly backtest: Backtest;
  /** The rules that were tried, as they were typed. */
  readonly rules: string;
  readonly catalogue: Catalogue;
}

/** What rules would have said, in sentences and tables. */
export function BacktestResult({ backtest, rules, catalogue }: BacktestResultProps) {
  const { backtest: words } = useAlertWords();
  const speech = useSpeech();
  const { rows, outlooks, absenceOutlooks } = backtest;
  const spoken = rows.length === 0 ? words.never : rows.length === 1 ? words.wouldOnce : fill(words.would, { n: speech.numbers.whole.format(rows.length) });
  return (
    <div role="status">
      <p class="lead">{spoken} {rows.length > 1 && fill(words.streams, { list: oftenest(rows, catalogue, speech, words).join(", ") })}</p>
      <Budget backtest={backtest} />
      {outlooks.length > 0 && <DropOutlooks outlooks={outlooks} catalogue={catalogue} />}
      {absenceOutlooks.length > 0 && <AbsenceOutlooks outlooks={absenceOutlooks} catalogue={catalogue} />}
      {rows.length > 0 && <Rows rows={rows} rules={rules} catalogue={catalogue} />}
    </div>
  );
}

/** The places that it would have spoken of most often. */
export function oftenest(rows: readonly BacktestRow[], catalogue: Catalogue, speech: Speech, words: AlertWords["backtest"]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { stream } of rows) {
    const place = placeOf(stream, catalogue, speech);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one).slice(0, OFTEN_MAX).map(([place, n]) => fill(words.times, { place, n }));
}

function Budget({ backtest }: { readonly backtest: Backtest }) {
  const { backtest: words } = useAlertWords();
  const { numbers } = useSpeech();
  const { budget } = backtest;
  if (!budget) return null;
  const isOverdrawn = budget.spentPer30Days > budget.acceptedPer30Days;
  const told = fill(words.budget, {
    accepted: numbers.one.format(budget.acceptedPer30Days),
    spent: numbers.one.format(budget.spentPer30Days),
    found: numbers.whole.format(budget.streamsFound),
    declared: numbers.whole.format(budget.streamsDeclared),
  });
  return <p class={`card ${isOverdrawn ? "bad" : "good"}`}>{told} {isOverdrawn && <strong>{words.overdrawn}</strong>}</p>;
}

function DropOutlooks({ outlooks, catalogue }: { readonly outlooks: readonly DropOutlook[]; readonly catalogue: Catalogue }) {
  const all = useAlertWords();
  const { backtest: words } = all;
  const speech = useSpeech();
  const { one } = speech.numbers;
  const known = outlooks.flatMap(({ plans }) => plans.map(({ points }) => Math.round(points)));
  const sizes = known.length === 0 ? SIZES_USUAL : [...new Set(known)].sort((one, other) => one - other);
  const columns: readonly Column<DropOutlook>[] = [
    { key: "stream", title: words.stream, cell: ({ stream }) => placeOf(stream, catalogue, speech) },
    { key: "rule", title: all.rule, cell: ({ rule }) => <code>{rule}</code> },
    ...sizes.map((size): Column<DropOutlook> => ({
      key: String(size),
      title: fill(words.planRow, { points: size }),
      cell: ({ plans }) => planned(plans.find(({ points }) => Math.round(points) === size), speech, words),
    })),
    { key: "false", title: words.falseAlarms, number: true, cell: ({ falseAlarmsPer30Days }) => one.format(falseAlarmsPer30Days) },
  ];
  return (
    <section>
      <h2>{words.plans}</h2>
      <Table caption={words.plans} hideCaption columns={columns} rows={outlooks} keyOf={keyOf} />
    </section>
  );
}

/** How long one drop takes, or that it cannot be proven; a stream without plans is too young, or has a target. */
export function planned(plan: DropPlan | undefined, { numbers }: Speech, words: AlertWords["backtest"]): string {
  if (!plan) return words.tooYoung;
  if (plan.days === undefined || plan.ratings === undefined) return words.planNone;
  return fill(words.planCell, { days: numbers.one.format(plan.days), ratings: numbers.whole.format(plan.ratings) });
}

function AbsenceOutlooks({ outlooks, catalogue }: { readonly outlooks: readonly AbsenceOutlook[]; readonly catalogue: Catalogue }) {
  const all = useAlertWords();
  const { backtest: words } = all;
  const speech = useSpeech();
  const { one } = speech.numbers;
  const columns: readonly Column<AbsenceOutlook>[] = [
    { key: "stream", title: words.stream, cell: ({ stream }) => placeOf(stream, catalogue, speech) },
    { key: "rule", title: all.rule, cell: ({ rule }) => <code>{rule}</code> },
    {
      key: "soon",
      title: words.absences,
      cell: ({ hours, ratings }) =>
        hours === undefined || ratings === undefined ? words.tooYoung : fill(words.absenceCell, { hours: one.format(hours), ratings: one.format(ratings) }),
    },
    { key: "false", title: words.falseAlarms, number: true, cell: ({ falseAlarmsPer30Days }) => one.format(falseAlarmsPer30Days) },
  ];
  return (
    <section>
      <h2>{words.absences}</h2>
      <Table caption={words.absences} hideCaption columns={columns} rows={outlooks} keyOf={keyOf} />
    </section>
  );
}

function keyOf({ rule, stream }: { readonly rule: string; readonly stream: object }): string {
  return `${rule} ${JSON.stringify(stream)}`;
}

function Rows({ rows, rules, catalogue }: { readonly rows: readonly BacktestRow[]; readonly rules: string; readonly catalogue: Catalogue }) {
  const all = useAlertWords();
  const { backtest: words } = all;
  const speech = useSpeech();
  const shown = rows.slice(0, ROWS_MAX);
  const sentence = ({ rule, stream, evidence }: BacktestRow) => sentenceOfRow(stream, evidence, catalogue, speech, conditionIn(rules, rule) ?? { measure: undefined });
  const time = (row: BacktestRow, at: string) => at ? momentName(at, zoneOf(row.stream, catalogue), speech) : "–";
  const columns: readonly Column<BacktestRow>[] = [
    { key: "what", title: words.columns.what, cell: sentence },
    { key: "rule", title: all.rule, cell: ({ rule }) => <code>{rule}</code> },
    { key: "from", title: words.columns.from, cell: (row) => time(row, row.evidence.windowStart) },
    { key: "to", title: words.columns.to, cell: (row) => time(row, row.evidence.windowEnd) },
    { key: "n", title: words.columns.n, number: true, cell: ({ evidence }) => speech.numbers.whole.format(evidence.n) },
  ];
  return (
    <section>
      <h2>{words.rows}</h2>
      {rows.length > ROWS_MAX && <p>{fill(words.first, { n: ROWS_MAX, all: speech.numbers.whole.format(rows.length) })}</p>}
      <Table caption={words.rows} hideCaption columns={columns} rows={shown} keyOf={(row) => `${keyOf(row)} ${row.evidence.windowStart}`} />
    </section>
  );
}
