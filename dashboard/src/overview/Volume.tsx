import type { ScoreRow, Scores } from "../contract.ts";
import type { Query } from "../door.ts";
import { Columns } from "../figures/Bars.tsx";
import { Exhibit } from "../figures/Exhibit.tsx";
import { number, words as column } from "../figures/sheet.ts";
import { Answered } from "../frame/Answered.tsx";
import { useAnswer } from "../frame/useAnswer.ts";
import { answersTold, dayName, fill, useSpeech } from "../i18n/index.ts";
import { everyOf, partOf, type Period, plusDays } from "../period.ts";

interface Window {
  readonly start: string;
  readonly n: number;
  readonly dontKnow: number;
}

/** How many answers came in. */
export function Volume({ query, period }: { readonly query: Query; readonly period: Period }) {
  const answer = useAnswer<Scores>("/v1/scores", { ...query, ...period, every: everyOf(period) });
  return <Answered answer={answer}>{({ rows }) => <Counted windows={windowsOf(rows)} period={period} />}</Answered>;
}

function Counted({ windows, period }: { readonly windows: readonly Window[]; readonly period: Period }) {
  const speech = useSpeech();
  const { words, numbers, language } = speech;
  const whole = numbers.whole.format;
  const columns = windows.map(({ start, n, dontKnow }) => ({ ...partOf(period, start, everyOf(period)), value: n + dontKnow }));
  const about = fill(words.service.counted, {
    answers: answersTold(windows.reduce((sum, { n }) => sum + n, 0), speech),
    dontKnow: whole(windows.reduce((sum, { dontKnow }) => sum + dontKnow, 0)),
  });
  return (
    <Exhibit<Window>
      id="volume"
      title={words.overview.volume}
      about={about}
      picture={
        <Columns
          columns={columns}
          label={`${words.overview.volume}. ${about}`}
          most={whole(Math.max(0, ...columns.map(({ value }) => value)))}
          first={dayName(period.from, language, "short")}
          last={dayName(plusDays(period.to, -1), language, "short")}
        />
      }
      fields={[
        { ...column("start", words.dimension.start, ({ start }) => start), cell: ({ start }) => dayName(start, language) },
        number("n", words.figure.answers, ({ n }) => n, whole),
        number("dontKnow", words.figure.dontKnow, ({ dontKnow }) => dontKnow, whole),
      ]}
      rows={windows}
      keyOf={({ start }) => start}
    />
  );
}

/** Answers of all metrics by window, in order. */
function windowsOf(rows: readonly ScoreRow[]): readonly Window[] {
  const windows = new Map<string, Window>();
  for (const { start, n, dontKnow } of rows) {
    const before = windows.get(start);
    windows.set(start, { start, n: n + (before?.n ?? 0), dontKnow: dontKnow + (before?.dontKnow ?? 0) });
  }
  return [...windows.values()];
}
