import { useMemo } from "preact/hooks";
import type { Administration, Catalogue, Channel, ScoreRow, Scores, Service } from "../contract.ts";
import type { Query } from "../door.ts";
import { changeOf } from "../figures/estimate.ts";
import { differenceOf, range, shown, told, written } from "../figures/figure.ts";
import { Interval } from "../figures/Interval.tsx";
import { metricOf, metricsOf } from "../figures/rows.ts";
import { Answered } from "../frame/Answered.tsx";
import type { PageProps } from "../frame/App.tsx";
import { PeriodChoice } from "../frame/PeriodChoice.tsx";
import { useAnswer } from "../frame/useAnswer.ts";
import { answersTold, fill, languageName, nameOf, useSpeech } from "../i18n/index.ts";
import { type Period, periodOf, today } from "../period.ts";
import { changed, hrefOf, type Route } from "../route.ts";
import { Comments } from "../comments/Comments.tsx";
import { Distribution } from "./Distribution.tsx";
import { Hours } from "./Hours.tsx";
import { Mix } from "./Mix.tsx";
import { Reasons } from "./Reasons.tsx";
import { Trend } from "./Trend.tsx";

/** One service from near: how satisfied people are, since when, by which channel and language, at which hours. */
export function ServicePage({ route, catalogue, go }: PageProps) {
  const { words } = useSpeech();
  const administration = catalogue.administrations.find(({ code }) => code === route.rest[0]);
  const service = administration?.services.find(({ code }) => code === route.rest[1]);
  if (administration && service) return <OneService route={route} administration={administration} service={service} go={go} />;
  return (
    <>
      <h1>{words.overview.all}</h1>
      {route.rest.length > 0 && <p class="card warning">{words.notFound}</p>}
      <AllServices catalogue={catalogue} />
    </>
  );
}

function AllServices({ catalogue }: { readonly catalogue: Catalogue }) {
  const { language } = useSpeech();
  return (
    <div class="cards">
      {catalogue.administrations.map(({ code, names, services }) => (
        <section class="card" key={code}>
          <h2>{nameOf(names, language, code)}</h2>
          <ul class="plain links">
            {services.map((service) => (
              <li key={service.code}>
                <a href={hrefOf("service", [code, service.code])}>{nameOf(service.names, language, service.code)}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** What every part of the page is given: which ratings, in which time. */
export interface PartProps {
  readonly query: Query;
  readonly period: Period;
  readonly route: Route;
}

interface OneServiceProps extends Omit<PageProps, "catalogue"> {
  readonly administration: Administration;
  readonly service: Service;
}

function OneService({ route, administration, service, go }: OneServiceProps) {
  const { words, language } = useSpeech();
  const todays = today(administration.zone);
  const period = periodOf(route.chosen, todays);
  const query: Query = {
    ...period,
    zone: administration.zone,
    administration: administration.code,
    service: service.code,
    channel: route.chosen.get("channel") ?? "",
    language: route.chosen.get("language") ?? "",
  };
  const only = useMemo<Catalogue>(() => ({ administrations: [administration] }), [administration]);
  const whole = useAnswer<Scores>("/v1/scores", query);
  return (
    <>
      <p class="dim above">
        <a href={hrefOf("", [], { administration: administration.code })}>{nameOf(administration.names, language, administration.code)}</a>
      </p>
      <h1>{nameOf(service.names, language, service.code)}</h1>
      <PeriodChoice route={route} period={period} today={todays} go={go} />
      <Filters route={route} go={go} />
      <Answered answer={whole}>
        {({ rows }) => {
          const known = metricsOf(rows);
          const metric = metricOf(route.chosen, known);
          const row = rows.find((each) => each.metric === metric);
          if (!row) return <p class="card">{words.nothing}</p>;
          return (
            <>
              <MetricChoice route={route} known={known} chosen={metric} />
              <Headline row={row} route={route} administration={administration} service={service} period={period} />
              <Trend query={query} period={period} metric={metric} row={row} catalogue={only} />
              <Distribution row={row} />
              <Reasons query={query} />
              <Mix query={query} metric={metric} row={row} />
              <Hours query={query} period={period} metric={metric} />
              <Comments query={query} metric={metric} administration={administration} service={service} />
            </>
          );
        }}
      </Answered>
    </>
  );
}

function Filters({ route, go }: { readonly route: Route; readonly go: (href: string) => void }) {
  const speech = useSpeech();
  const { words } = speech;
  return (
    <p class="filters" role="group" aria-label={words.service.only}>
      <label>
        {words.dimension.channel}
        <select value={route.chosen.get("channel") ?? ""} onChange={(event) => go(changed(route, { channel: event.currentTarget.value }))}>
          <option value="">{words.service.every}</option>
          {Object.entries(words.channel).map(([channel, name]) => <option key={channel} value={channel}>{name}</option>)}
        </select>
      </label>
      <label>
        {words.dimension.language}
        <select
          value={route.chosen.get("language") ?? ""}
          onChange={(event) => go(changed(route, { language: event.currentTarget.value }))}
        >
          <option value="">{words.service.every}</option>
          {["fr", "nl", "de", "en"].map((tag) => <option key={tag} value={tag}>{languageName(tag, speech)}</option>)}
        </select>
      </label>
    </p>
  );
}

function MetricChoice(
  { route, known, chosen }: { readonly route: Route; readonly known: readonly ScoreRow["metric"][]; readonly chosen: ScoreRow["metric"] },
) {
  const { words } = useSpeech();
  if (known.length < 2) return null;
  return (
    <nav class="group" aria-label={words.service.metric}>
      {known.map((metric) => (
        <a key={metric} class="choice" href={changed(route, { metric })} aria-current={metric === chosen ? "true" : undefined}>
          {words.metric[metric]}
        </a>
      ))}
    </nav>
  );
}

interface HeadlineProps extends OneServiceBare {
  readonly row: ScoreRow;
}

interface OneServiceBare {
  readonly route: Route;
  readonly administration: Administration;
  readonly service: Service;
  readonly period: Period;
}

function Headline({ row, route, administration, service, period }: HeadlineProps) {
  const speech = useSpeech();
  const { words, numbers } = speech;
  const estimate = shown(row);
  const selection = [
    `administration.${administration.code}`,
    `service.${service.code}`,
    ...["channel", "language"].flatMap((name) => route.chosen.get(name) ? [`${name}.${route.chosen.get(name) as Channel}`] : []),
    `from.${period.from}`,
    `to.${period.to}`,
  ].join("~");
  return (
    <section class="card headline" aria-labelledby="headline">
      <h2 id="headline">{words.metric[row.metric]}</h2>
      {estimate
        ? (
          <>
            <p class="large">{written(row.metric, estimate.value, speech)}</p>
            {row.metric !== "NPS" && <Interval estimate={estimate} />}
            <p>{words.figure.interval}{words.colon}{range(estimate, speech)}</p>
          </>
        )
        : <p class="large dim">{row.suppressed ? words.figure.suppressed : words.figure.tooFew}</p>}
      <p>
        {fill(words.service.counted, { answers: answersTold(row.n, speech), dontKnow: numbers.whole.format(row.dontKnow) })}
      </p>
      <Changed row={row} />
      <p>
        <a href={hrefOf("compare", [], { a: selection, metric: row.metric })}>{words.service.compare}</a>
      </p>
      <p class="heard">{told(row, speech)}</p>
    </section>
  );
}

function Changed({ row }: { readonly row: ScoreRow }) {
  const { words, numbers } = useSpeech();
  const difference = differenceOf(row);
  if (!difference) return null;
  const change = changeOf(difference);
  const { value, low, high } = difference;
  const told = fill(words.figure.changeTold, {
    points: numbers.signed.format(value),
    low: numbers.signed.format(low),
    high: numbers.signed.format(high),
  });
  return change === "none"
    ? (
      <p>
        {words.figure.previous}{words.colon}{words.figure.noChange} <span class="dim">({told})</span>
      </p>
    )
    : <p class={change}>{words.figure.previous}{words.colon}{change === "better" ? "▲" : "▼"} {told}</p>;
}
