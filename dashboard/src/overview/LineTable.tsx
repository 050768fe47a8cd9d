import { useMemo } from "preact/hooks";
import { changeOf } from "../figures/estimate.ts";
import { Exhibit } from "../figures/Exhibit.tsx";
import { differenceOf, shown } from "../figures/figure.ts";
import { Figure, Interval } from "../figures/Interval.tsx";
import { type Field, number, words as column } from "../figures/sheet.ts";
import { Sparkline } from "../figures/Sparkline.tsx";
import type { Column } from "../figures/Table.tsx";
import { answersTold, fill, type Speech, useSpeech } from "../i18n/index.ts";
import { hrefOf } from "../route.ts";
import type { Line } from "./lines.ts";

/** Lines of figures below each other: figure, interval, change, course, n. */
export function LineTable({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  const speech = useSpeech();
  const { words } = speech;
  const n = lines.reduce((sum, { row }) => sum + (row?.n ?? 0), 0);
  const files = useMemo(() => fileFields(speech), [speech]);
  const columns = useMemo(() => shownColumns(speech), [speech]);
  return (
    <Exhibit
      id="figures"
      title={title}
      about={`${answersTold(n, speech)} · ${words.overview.order}`}
      columns={columns}
      fields={files}
      rows={lines}
      keyOf={({ key }) => key}
    />
  );
}

/** What a person sees. */
function shownColumns(speech: Speech): readonly Column<Line>[] {
  const { words, numbers } = speech;
  return [
    { key: "name", title: words.exhibit.name, cell: (line) => <Name line={line} /> },
    { key: "figure", title: words.metric.CSAT, cell: (line) => <Satisfaction line={line} /> },
    { key: "interval", title: words.figure.interval, cell: (line) => <Bar line={line} /> },
    { key: "change", title: words.figure.change, cell: (line) => <Changed line={line} speech={speech} /> },
    { key: "course", title: words.overview.trend, cell: ({ course }) => <Sparkline values={course} /> },
    { key: "n", title: words.figure.answers, number: true, cell: ({ row }: Line) => numbers.whole.format(row?.n ?? 0) },
  ];
}

/** What a file has. */
function fileFields(speech: Speech): readonly Field<Line>[] {
  const { words } = speech;
  return [
    column("name", words.exhibit.name, ({ name }: Line) => name),
    column("of", words.dimension.administration, ({ of }: Line) => of),
    number("figure", `${words.metric.CSAT} (%)`, ({ row }: Line) => shown(row)?.value, String),
    number("low", words.exhibit.low, ({ row }: Line) => shown(row)?.low, String),
    number("high", words.exhibit.high, ({ row }: Line) => shown(row)?.high, String),
    number("change", words.figure.change, ({ row }: Line) => differenceOf(row)?.value, String),
    number("changeLow", `${words.figure.change}, ${words.exhibit.low}`, ({ row }: Line) => differenceOf(row)?.low, String),
    number("changeHigh", `${words.figure.change}, ${words.exhibit.high}`, ({ row }: Line) => differenceOf(row)?.high, String),
    number("n", words.figure.answers, ({ row }: Line) => row?.suppressed ? undefined : row?.n ?? 0, String),
  ];
}

function Name({ line: { name, of, href, alert } }: { readonly line: Line }) {
  const { words } = useSpeech();
  return (
    <>
      <a href={href}>{name}</a>
      {of && (
        <>
          <br />
          <small class="dim">{of}</small>
        </>
      )}
      {alert && (
        <>
          <br />
          <small class={alert.severity === "info" ? "" : "worse"}>
            ▲ <a href={hrefOf("alerts", [alert.id])}>{words.severity[alert.severity]}</a>
          </small>
        </>
      )}
    </>
  );
}

function Satisfaction({ line: { row } }: { readonly line: Line }) {
  const { words } = useSpeech();
  const estimate = shown(row);
  if (estimate) return <Figure estimate={estimate} />;
  return <span class="dim">{row?.suppressed ? words.figure.suppressed : words.figure.tooFew}</span>;
}

function Bar({ line: { row } }: { readonly line: Line }) {
  const estimate = shown(row);
  return estimate ? <Interval estimate={estimate} /> : <span class="dim">–</span>;
}

function Changed({ line: { row }, speech: { words, numbers } }: { readonly line: Line; readonly speech: Speech }) {
  const difference = differenceOf(row);
  if (!difference) return <span class="dim">–</span>;
  const change = changeOf(difference);
  if (change === "none") return <span class="dim">{words.overview.same}</span>;
  const told = fill(words.figure.changeTold, {
    points: numbers.signed.format(difference.value),
    low: numbers.signed.format(difference.low),
    high: numbers.signed.format(difference.high),
  });
  return <span class={change}>{change === "better" ? "▲" : "▼"} {told}</span>;
}
