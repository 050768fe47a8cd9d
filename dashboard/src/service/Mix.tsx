import type { Metric, ScoreRow, Scores } from "../contract.ts";
import type { Query } from "../door.ts";
import { Exhibit } from "../figures/Exhibit.tsx";
import { range, shown, told, written } from "../figures/figure.ts";
import { Ranges } from "../figures/Ranges.tsx";
import { number, words as column } from "../figures/sheet.ts";
import { Answered } from "../frame/Answered.tsx";
import { useAnswer } from "../frame/useAnswer.ts";
import { answersTold, languageName, type Speech, useSpeech } from "../i18n/index.ts";

/** By which channel and in which language people answered, and how satisfied each of these groups is. */
export function Mix({ query, metric, row }: { readonly query: Query; readonly metric: Metric; readonly row: ScoreRow }) {
  const speech = useSpeech();
  const answer = useAnswer<Scores>("/v1/scores", { ...query, by: "channel,language" });
  return (
    <Answered answer={answer}>
      {({ rows }) => <Groups rows={rows.filter((each) => each.metric === metric)} metric={metric} about={told(row, speech)} />}
    </Answered>
  );
}

function Groups({ rows, metric, about }: { readonly rows: readonly ScoreRow[]; readonly metric: Metric; readonly about: string }) {
  const speech = useSpeech();
  const { words, numbers } = speech;
  const value = (told: number) => written(metric, told, speech);
  const ranges = rows.map((row) => ({
    label: `${channelName(row, speech)}, ${languageName(row.language ?? "", speech)}`,
    told: figureTold(row, speech),
    estimate: shown(row),
  }));
  return (
    <Exhibit<ScoreRow>
      id="mix"
      title={words.service.mix}
      about={about}
      picture={<Ranges ranges={ranges} label={`${words.service.mix}. ${about}`} from={metric === "NPS" ? -100 : 0} to={100} />}
      fields={[
        column("channel", words.dimension.channel, (row) => channelName(row, speech)),
        column("language", words.dimension.language, (row) => languageName(row.language ?? "", speech)),
        number("figure", words.metric[metric], (row) => shown(row)?.value, value),
        number("low", words.exhibit.low, (row) => shown(row)?.low, value),
        number("high", words.exhibit.high, (row) => shown(row)?.high, value),
        number("n", words.figure.n, (row) => row.suppressed ? undefined : row.n, numbers.whole.format),
      ]}
      rows={rows}
      keyOf={({ channel, language }) => `${channel} ${language}`}
    />
  );
}

function channelName(row: ScoreRow, { words }: Speech): string {
  return words.channel[row.channel ?? "OTHER"];
}

/** A figure with its interval and n, as it stands beside a drawing. */
export function figureTold(row: ScoreRow, speech: Speech): string {
  const { words } = speech;
  if (row.suppressed) return words.figure.suppressed;
  const n = answersTold(row.n, speech);
  const estimate = shown(row);
  return estimate ? `${written(row.metric, estimate.value, speech)} (${range(estimate, speech)}) · ${n}` : `${words.figure.tooFew} · ${n}`;
}
