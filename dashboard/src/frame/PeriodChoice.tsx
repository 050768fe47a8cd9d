import { daysBetween, LENGTHS, type Period, plusDays } from "../period.ts";
import { changed, type Route } from "../route.ts";
import { fill, useSpeech } from "../i18n/index.ts";

/** What a choice of time needs. */
export interface PeriodChoiceProps {
  readonly route: Route;
  readonly period: Period;
  readonly today: string;
  readonly go: (href: string) => void;
}

/** The time that a page is about: the last days at one touch, or any two days. */
export function PeriodChoice({ route, period, today, go }: PeriodChoiceProps) {
  const { words } = useSpeech();
  const days = daysBetween(period.from, period.to);
  const untilToday = period.to === plusDays(today, 1);
  const show = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const last = String(form.get("last"));
    go(changed(route, { from: String(form.get("from")), to: last ? plusDays(last, 1) : "", days: undefined }));
  };
  return (
    <form class="period" onSubmit={show} aria-label={words.period.label}>
      <span class="group">
        {LENGTHS.map((length) => (
          <a
            key={length}
            class="choice"
            href={changed(route, { days: String(length), from: undefined, to: undefined })}
            aria-current={untilToday && days === length ? "true" : undefined}
          >
            {fill(words.period.days, { n: length })}
          </a>
        ))}
      </span>
      <label>{words.period.from} <input type="date" name="from" required value={period.from} max={today} key={`from ${period.from}`} /></label>
      <label>{words.period.to} <input type="date" name="last" required value={plusDays(period.to, -1)} max={today} key={`to ${period.to}`} /></label>
      <button type="submit">{words.period.show}</button>
    </form>
  );
}
