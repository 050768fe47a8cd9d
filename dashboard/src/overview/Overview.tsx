import { useMemo } from "preact/hooks";
import type { Administration, Alerts, Scores, ScoreRow, Service } from "../contract.ts";
import { changeOf, type Estimate, headline, N_MIN } from "../figures/figure.ts";
import { Figure, Interval } from "../figures/Interval.tsx";
import { Sparkline } from "../figures/Sparkline.tsx";
import { type Column, Table } from "../figures/Table.tsx";
import { Answered } from "../frame/Answered.tsx";
import type { PageProps } from "../frame/App.tsx";
import { PeriodChoice } from "../frame/PeriodChoice.tsx";
import { useAnswer } from "../frame/useAnswer.ts";
import { fill, nameOf, type Speech, useSpeech } from "../i18n/index.ts";
import { everyOf, type Period, periodOf, today } from "../period.ts";
import { hrefOf } from "../route.ts";

/** The first page: what needs attention, then every service with its figure, its course and its change. */
export function Overview({ route, catalogue, go }: PageProps) {
  const { words } = useSpeech();
  const todays = today(catalogue.administrations[0]?.zone ?? "Europe/Brussels");
  const period = periodOf(route.chosen, todays);
  return (
    <>
      <h1>{words.pages.overview}</h1>
      <Attention />
      <PeriodChoice route={route} period={period} today={todays} go={go} />
      <Services administrations={catalogue.administrations} period={period} />
    </>
  );
}

function Attention() {
  const { words } = useSpeech();
  const alerts = useAnswer<Alerts>("/v1/alerts", { state: "FIRING,RECOVERING", pageSize: "20" });
  return (
    <section aria-labelledby="attention">
      <h2 id="attention">{words.overview.title}</h2>
      <Answered answer={alerts}>
        {({ alerts: open }) =>
          open.length === 0
            ? <p class="card good">{words.overview.calm}</p>
            : (
              <ul class="plain">
                {open.map((alert) => (
                  <li key={alert.id} class={`card ${alert.severity}`}>
                    <a href={hrefOf("alerts", [alert.id])}>{alert.because}</a>
                  </li>
                ))}
              </ul>
            )}
      </Answered>
    </section>
  );
}

/** A service with its figures of a time. */
interface Line {
  readonly administration: Administration;
  readonly service: Service;
  readonly row: ScoreRow | undefined;
  readonly course: readonly (number | undefined)[];
}

function Services({ administrations, period }: { readonly administrations: readonly Administration[]; readonly period: Period }) {
  const speech = useSpeech();
  const by = "administration,service";
  const whole = useAnswer<Scores>("/v1/scores", { ...period, by });
  const course = useAnswer<Scores>("/v1/scores", { ...period, by, every: everyOf(period) });
  return (
    <section aria-labelledby="services">
      <h2 id="services">{speech.words.overview.scores}</h2>
      <Answered answer={whole}>
        {({ rows }) => <ServiceTable lines={linesOf(administrations, rows, course.value?.rows ?? [])} period={period} />}
      </Answered>
    </section>
  );
}

/** Every service of the catalogue, also one that nobody rated. */
function linesOf(administrations: readonly Administration[], rows: readonly ScoreRow[], course: readonly ScoreRow[]): readonly Line[] {
  const starts = [...new Set(course.map((row) => row.start))].sort();
  return administrations.flatMap((administration) =>
    administration.services.map((service) => {
      const mine = (row: ScoreRow) => row.administration === administration.code && row.service === service.code && row.metric === "CSAT";
      const windows = new Map(course.filter(mine).map((row) => [row.start, headline(row)?.value]));
      return { administration, service, row: rows.find(mine), course: starts.map((start) => windows.get(start)) };
    })
  );
}

function ServiceTable({ lines, period }: { readonly lines: readonly Line[]; readonly period: Period }) {
  const speech = useSpeech();
  const { words, language, numbers } = speech;
  const columns = useMemo<readonly Column<Line>[]>(() => [
    {
      key: "service",
      title: words.dimension.service,
      cell: ({ administration, service }) => (
        <>
          <a href={hrefOf("service", [administration.code, service.code], { ...period })}>{nameOf(service.names, language, service.code)}</a>
          <br />
          <small class="dim">{nameOf(administration.names, language, administration.code)}</small>
        </>
      ),
    },
    { key: "figure", title: words.metric.CSAT, cell: ({ row }) => <Satisfaction row={row} speech={speech} /> },
    { key: "interval", title: words.figure.interval, cell: ({ row }) => <IntervalOf row={row} /> },
    { key: "change", title: words.figure.change, cell: ({ row }) => <Changed row={row} speech={speech} /> },
    { key: "course", title: words.overview.trend, cell: ({ course }) => <Sparkline values={course} /> },
    { key: "n", title: words.figure.answers, number: true, cell: ({ row }) => numbers.whole.format(row?.n ?? 0) },
  ], [speech, period.from, period.to]);
  return (
    <Table
      caption={words.overview.scores}
      hideCaption
      columns={columns}
      rows={lines}
      keyOf={({ administration, service }) => `${administration.code}/${service.code}`}
    />
  );
}

function enough(row: ScoreRow | undefined): Estimate | undefined {
  return row && row.n >= N_MIN ? headline(row) : undefined;
}

function Satisfaction({ row, speech }: { readonly row: ScoreRow | undefined; readonly speech: Speech }) {
  const estimate = enough(row);
  if (estimate) return <Figure estimate={estimate} />;
  return <span class="dim">{row?.suppressed ? speech.words.figure.suppressed : speech.words.figure.tooFew}</span>;
}

function IntervalOf({ row }: { readonly row: ScoreRow | undefined }) {
  const estimate = enough(row);
  return estimate ? <Interval estimate={estimate} /> : <span class="dim">–</span>;
}

function Changed({ row, speech }: { readonly row: ScoreRow | undefined; readonly speech: Speech }) {
  const { words, numbers } = speech;
  if (!row || row.difference === undefined || row.n < N_MIN || (row.previousN ?? 0) < N_MIN) return <span class="dim">–</span>;
  const change = changeOf(row);
  const told = fill(words.figure.changeTold, {
    points: numbers.signed.format(row.difference),
    low: numbers.signed.format(row.differenceLow ?? 0),
    high: numbers.signed.format(row.differenceHigh ?? 0),
  });
  return (
    <span class={change} title={change === "none" ? words.figure.noChange : undefined}>
      {change === "better" ? "▲ " : change === "worse" ? "▼ " : ""}
      {told}
    </span>
  );
}
