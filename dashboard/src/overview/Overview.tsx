import { useEffect, useMemo } from "preact/hooks";
import { sentenceOf } from "../alerts/sentence.ts";
import type { Alerts, Catalogue, Scores } from "../contract.ts";
import { follow, type Query } from "../door.ts";
import { Answered } from "../frame/Answered.tsx";
import type { PageProps } from "../frame/App.tsx";
import { PeriodChoice } from "../frame/PeriodChoice.tsx";
import { type Answer, useAnswer } from "../frame/useAnswer.ts";
import { useLive } from "../frame/useLive.ts";
import { dayName, fill, nameOf, useSpeech } from "../i18n/index.ts";
import { everyOf, type Period, periodOf, today } from "../period.ts";
import { changed, hrefOf, type Route } from "../route.ts";
import { byOf, type Grouping, groupingOf, GROUPINGS, linesOf } from "./lines.ts";
import { LineTable } from "./LineTable.tsx";
import { QuietPlaces } from "./QuietPlaces.tsx";
import { Volume } from "./Volume.tsx";

/** The most alerts that are listed; the page of alerts has all. */
const ALERTS_MAX = "100";

/** The first page: what needs attention, then every service with its figure, its course and its change. */
export function Overview({ route, catalogue, go }: PageProps) {
  const { words } = useSpeech();
  const chosen = catalogue.administrations.find(({ code }) => code === route.chosen.get("administration"));
  const zone = (chosen ?? catalogue.administrations[0])?.zone ?? "Europe/Brussels";
  const todays = today(zone);
  const period = periodOf(route.chosen, todays);
  const filter: Query = { administration: route.chosen.get("administration") ?? "", channel: route.chosen.get("channel") ?? "" };
  const alerts = useOpenAlerts();
  return (
    <>
      <h1>{words.pages.overview}</h1>
      <Attention alerts={alerts} catalogue={catalogue} />
      <QuietPlaces catalogue={catalogue} today={todays} zone={zone} />
      <PeriodChoice route={route} period={period} today={todays} go={go} />
      <Groups route={route} catalogue={catalogue} period={period} filter={{ ...filter, zone }} alerts={alerts.value} />
      <Volume query={{ ...filter, zone }} period={period} />
    </>
  );
}

/** Open alerts, asked for again whenever one changes. */
function useOpenAlerts(): Answer<Alerts> {
  const alerts = useAnswer<Alerts>("/v1/alerts", { state: "FIRING,RECOVERING", pageSize: ALERTS_MAX });
  useEffect(() => follow("/v1/alerts:watch", {}, "alerts", alerts.again, () => undefined), [alerts.again]);
  return alerts;
}

function Attention({ alerts, catalogue }: { readonly alerts: Answer<Alerts>; readonly catalogue: Catalogue }) {
  const speech = useSpeech();
  const { words, language } = speech;
  return (
    <section aria-labelledby="attention">
      <h2 id="attention">{words.overview.title}</h2>
      <Answered answer={alerts}>
        {({ alerts: open }) =>
          open.length === 0 ? <p class="card good">{words.overview.calm}</p> : (
            <ul class="plain">
              {open.map((alert) => (
                <li key={alert.id} class={`card ${alert.severity}`}>
                  <a href={hrefOf("alerts", [alert.id])}>{sentenceOf(alert, catalogue, speech)}</a>{" "}
                  <small class="dim">{alert.firedAt && fill(words.overview.since, { day: dayName(alert.firedAt, language) })}</small>
                </li>
              ))}
            </ul>
          )}
      </Answered>
    </section>
  );
}

interface GroupsProps {
  readonly route: Route;
  readonly catalogue: Catalogue;
  readonly period: Period;
  readonly filter: Query;
  readonly alerts: Alerts | undefined;
}

function Groups({ route, catalogue, period, filter, alerts }: GroupsProps) {
  const speech = useSpeech();
  const { words } = speech;
  const grouping = groupingOf(route.chosen);
  const query = { ...period, ...filter, by: byOf(grouping) };
  const asked = useAnswer<Scores>("/v1/scores", query);
  const course = useAnswer<Scores>("/v1/scores", { ...query, every: everyOf(period) });
  const live = useLive(query);
  const rows = live.rows ?? asked.value?.rows;
  const lines = useMemo(
    () =>
      linesOf(
        grouping,
        { catalogue, filter, period },
        { rows: rows ?? [], course: course.value?.rows ?? [], alerts: alerts?.alerts ?? [] },
        speech,
      ),
    [grouping, catalogue, JSON.stringify([filter, period]), rows, course.value, alerts, speech],
  );
  const title = words.overview.by[grouping];
  return (
    <>
      <div class="filters">
        <GroupingChoice route={route} grouping={grouping} />
        <Narrowed route={route} catalogue={catalogue} />
        <Connection connected={live.connected} />
      </div>
      <Answered answer={asked}>{() => <LineTable title={title} lines={lines} />}</Answered>
    </>
  );
}

function GroupingChoice({ route, grouping }: { readonly route: Route; readonly grouping: Grouping }) {
  const { words } = useSpeech();
  return (
    <nav class="group" aria-label={words.overview.choose}>
      {GROUPINGS.map((each) => (
        <a key={each} class="choice" href={changed(route, { by: each })} aria-current={each === grouping ? "true" : undefined}>
          {words.dimension[each]}
        </a>
      ))}
    </nav>
  );
}

/** What the figures are narrowed to, each with a way back to all. */
function Narrowed({ route, catalogue }: { readonly route: Route; readonly catalogue: Catalogue }) {
  const { words, language } = useSpeech();
  const [administration, channel] = [route.chosen.get("administration"), route.chosen.get("channel")];
  const names = catalogue.administrations.find(({ code }) => code === administration)?.names;
  return (
    <>
      {administration && (
        <a class="narrowed" href={changed(route, { administration: "" })}>
          {nameOf(names, language, administration)} <span aria-hidden="true">✕</span>
          <span class="heard">{words.overview.widen}</span>
        </a>
      )}
      {channel && (
        <a class="narrowed" href={changed(route, { channel: "" })}>
          {words.channel[channel as keyof typeof words.channel] ?? channel} <span aria-hidden="true">✕</span>
          <span class="heard">{words.overview.widen}</span>
        </a>
      )}
    </>
  );
}

/** Whether the figures follow what comes in. */
function Connection({ connected }: { readonly connected: boolean | undefined }) {
  const { words } = useSpeech();
  return (
    <span role="status" class={connected === false ? "connection worse" : "connection better"}>
      {connected === undefined ? "" : connected ? `● ${words.live}` : `○ ${words.notLive}`}
    </span>
  );
}
