import { useMemo } from "preact/hooks";
import { sentenceOf } from "../alerts/sentence.ts";
import type { Alerts, Catalogue, Metric, ScoreRow, Scores } from "../contract.ts";
import type { Query } from "../door.ts";
import { Course } from "../figures/Course.tsx";
import { Exhibit } from "../figures/Exhibit.tsx";
import { N_MIN, shown, told, written } from "../figures/figure.ts";
import { type Field, number, words as column } from "../figures/sheet.ts";
import { Answered } from "../frame/Answered.tsx";
import { useAnswer } from "../frame/useAnswer.ts";
import { dayName, fill, type Speech, useSpeech } from "../i18n/index.ts";
import { everyFor, type Period } from "../period.ts";

/** What the course needs. */
export interface TrendProps {
  readonly query: Query;
  readonly period: Period;
  readonly metric: Metric;
  /** The whole time. */
  readonly row: ScoreRow;
  /** Names of what alerts are about. */
  readonly catalogue: Catalogue;
}

/** The most alerts that are marked: more could not be told apart. */
const MARKS_MAX = "100";

/** How it went: the figure of each window with its interval, and when alerts fired. */
export function Trend({ query, period, metric, row, catalogue }: TrendProps) {
  const speech = useSpeech();
  const { words } = speech;
  const every = everyFor(period, row.n, N_MIN);
  const course = useAnswer<Scores>("/v1/scores", { ...query, every });
  const alerts = useAnswer<Alerts>("/v1/alerts", {
    administration: query["administration"],
    service: query["service"],
    state: "FIRING,RECOVERING,RESOLVED",
    pageSize: MARKS_MAX,
  });
  return (
    <Answered answer={course}>
      {({ rows }) => (
        <Drawn
          rows={rows}
          alerts={alerts.value}
          catalogue={catalogue}
          period={period}
          metric={metric}
          about={told(row, speech)}
          title={words.service.trend[every]}
        />
      )}
    </Answered>
  );
}

interface DrawnProps {
  readonly rows: readonly ScoreRow[];
  readonly alerts: Alerts | undefined;
  readonly catalogue: Catalogue;
  readonly period: Period;
  readonly metric: Metric;
  readonly about: string;
  readonly title: string;
}

function Drawn({ rows, alerts, catalogue, period, metric, about, title }: DrawnProps) {
  const speech = useSpeech();
  const { words } = speech;
  const windows = useMemo(() => rows.filter((row) => row.metric === metric), [rows, metric]);
  const points = useMemo(() => windows.map((row) => ({ at: new Date(row.start), estimate: shown(row) })), [windows]);
  const marks = useMemo(
    () =>
      (alerts?.alerts ?? []).flatMap((alert) =>
        alert.firedAt && alert.firedAt >= period.from && alert.firedAt < period.to
          ? [{ at: new Date(alert.firedAt), label: sentenceOf(alert, catalogue, speech) }]
          : []
      ),
    [alerts, catalogue, speech, period.from, period.to],
  );
  const fields = useMemo(() => trendFields(metric, speech), [metric, speech]);
  return (
    <Exhibit
      id="trend"
      title={title}
      about={about}
      picture={
        <Course
          from={new Date(period.from)}
          to={new Date(period.to)}
          points={points}
          marks={marks}
          label={`${title}. ${about}`}
          unit={metric === "NPS" ? "" : " %"}
        />
      }
      fields={fields}
      rows={windows}
      keyOf={({ start }) => start}
    >
      {marks.length > 0 && (
        <details>
          <summary>
            <span class="dash" aria-hidden="true" /> {fill(words.service.fired, { n: marks.length })}
          </summary>
          <ul>
            {marks.map(({ at, label }) => <li key={`${at.getTime()} ${label}`}>{dayName(at.toISOString(), speech.language)}: {label}</li>)}
          </ul>
        </details>
      )}
    </Exhibit>
  );
}

/** Columns of windows with their figure, interval and n. */
export function trendFields(metric: Metric, speech: Speech): readonly Field<ScoreRow>[] {
  const { words, numbers } = speech;
  const value = (told: number) => written(metric, told, speech);
  const time: Field<ScoreRow> = {
    ...column("start", words.dimension.start, ({ start }: ScoreRow) => start),
    cell: ({ start }) =>
      start.slice(11, 16) === "00:00" ? dayName(start, speech.language) : `${dayName(start, speech.language)} ${start.slice(11, 16)}`,
  };
  return [
    time,
    number("figure", words.metric[metric], (row: ScoreRow) => shown(row)?.value, value),
    number("low", words.exhibit.low, (row: ScoreRow) => shown(row)?.low, value),
    number("high", words.exhibit.high, (row: ScoreRow) => shown(row)?.high, value),
    number("n", words.figure.n, (row: ScoreRow) => row.suppressed ? undefined : row.n, numbers.whole.format),
  ];
}
