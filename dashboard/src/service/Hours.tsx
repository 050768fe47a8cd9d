import { useMemo } from "preact/hooks";
import type { Metric, Scores } from "../contract.ts";
import type { Query } from "../door.ts";
import { total } from "../figures/estimate.ts";
import { Exhibit } from "../figures/Exhibit.tsx";
import { N_MIN, written } from "../figures/figure.ts";
import { number, words as column } from "../figures/sheet.ts";
import { Answered } from "../frame/Answered.tsx";
import { useAnswer } from "../frame/useAnswer.ts";
import { answersTold, dayName, fill, localeOf, useSpeech } from "../i18n/index.ts";
import { daysBetween, type Period, plusDays } from "../period.ts";
import { HeatMap } from "./HeatMap.tsx";
import { type HourOfWeek, hoursOfWeek, weekdays } from "./hours.ts";

/** The most days that are looked at hour by hour: 13 weeks are 2 184 windows. */
const DAYS_MAX = 91;

/** At which hours of the week people are satisfied; of the last weeks of a long time. */
export function Hours({ query, period, metric }: { readonly query: Query; readonly period: Period; readonly metric: Metric }) {
  const { words, language } = useSpeech();
  const from = daysBetween(period.from, period.to) > DAYS_MAX ? plusDays(period.to, -DAYS_MAX) : period.from;
  const answer = useAnswer<Scores>("/v1/scores", { ...query, from, every: "hour" });
  const time = fill(words.exhibit.time, { from: dayName(from, language), to: dayName(plusDays(period.to, -1), language) });
  return <Answered answer={answer}>{({ rows }) => <Week hours={hoursOfWeek(metric, rows)} metric={metric} time={time} />}</Answered>;
}

function Week({ hours, metric, time }: { readonly hours: readonly HourOfWeek[]; readonly metric: Metric; readonly time: string }) {
  const speech = useSpeech();
  const { words, numbers, language } = speech;
  const days = useMemo(() => weekdays(localeOf(language), "long"), [language]);
  if (hours.length === 0) return null;
  const value = (told: number) => written(metric, told, speech);
  const about =
    `${words.metric[metric]}, ${time} · ${answersTold(total(hours.map(({ n }) => n)), speech)}. ` +
    fill(words.service.hatched, { n: N_MIN });
  return (
    <Exhibit<HourOfWeek>
      id="hours"
      title={words.service.hours}
      about={about}
      picture={<HeatMap hours={hours} label={`${words.service.hours}. ${about}`} />}
      fields={[
        column("weekday", words.service.weekday, ({ weekday }) => days[weekday]),
        column("hour", words.service.hour, ({ hour }) => `${String(hour).padStart(2, "0")}:00`),
        number("figure", words.metric[metric], ({ estimate }) => estimate?.value, value),
        number("low", words.exhibit.low, ({ estimate }) => estimate?.low, value),
        number("high", words.exhibit.high, ({ estimate }) => estimate?.high, value),
        number("n", words.figure.n, ({ n }) => n, numbers.whole.format),
      ]}
      rows={hours}
      keyOf={({ weekday, hour }) => `${weekday} ${hour}`}
    />
  );
}
