import type { Alert, Catalogue, Channel, ScoreRow } from "../contract.ts";
import type { Query } from "../door.ts";
import { changeOf } from "../figures/estimate.ts";
import { differenceOf, shown } from "../figures/figure.ts";
import { nameOf, type Speech } from "../i18n/index.ts";
import type { Period } from "../period.ts";
import { hrefOf } from "../route.ts";

/** What the overview's figures can be told apart by. */
export const GROUPINGS = ["administration", "service", "channel"] as const;

/** One of them. */
export type Grouping = typeof GROUPINGS[number];

/** What the API is asked for each: equal codes of services of two administrations are two services. */
export const BY: Readonly<Record<Grouping, string>> = {
  administration: "administration",
  service: "administration,service",
  channel: "channel",
};

/** The grouping of an address. */
export function groupingOf(chosen: URLSearchParams): Grouping {
  return GROUPINGS.find((each) => each === chosen.get("by")) ?? "service";
}

/** Which ratings a group is of. */
export interface Group {
  readonly administration?: string;
  readonly service?: string;
  readonly channel?: Channel;
}

/** One line of the overview: a group with its figures of a time. */
export interface Line {
  readonly key: string;
  readonly name: string;
  /** What it is part of. */
  readonly of?: string;
  readonly href: string;
  readonly row: ScoreRow | undefined;
  /** Figures of windows that follow each other. */
  readonly course: readonly (number | undefined)[];
  /** The gravest alert about it that is open. */
  readonly alert: Alert | undefined;
}

/** What lines are made of. */
export interface Figures {
  readonly rows: readonly ScoreRow[];
  readonly course: readonly ScoreRow[];
  readonly alerts: readonly Alert[];
}

/** Every group of the catalogue, also one that nobody rated, and every channel that was used; what needs attention first. */
export function linesOf(grouping: Grouping, { catalogue, filter, period }: Shown, figures: Figures, speech: Speech): readonly Line[] {
  const csat = (row: ScoreRow) => row.metric === "CSAT";
  const starts = [...new Set(figures.course.map((row) => row.start))].sort();
  const lines = groupsOf(grouping, catalogue, filter, figures.rows).map((group) => {
    const mine = (row: ScoreRow) => csat(row) && isOf(group, row);
    const windows = new Map(figures.course.filter(mine).map((row) => [row.start, shown(row)?.value]));
    return {
      key: `${group.administration}/${group.service}/${group.channel}`,
      ...named(group, catalogue, speech),
      href: hrefTo(group, period),
      row: figures.rows.find(mine),
      course: starts.map((start) => windows.get(start)),
      alert: gravest(figures.alerts.filter(({ stream }) => isOf(group, stream))),
    };
  });
  return lines.sort((a, b) => urgency(a) - urgency(b) || a.name.localeCompare(b.name, speech.language) || a.key.localeCompare(b.key));
}

/** What is looked at. */
export interface Shown {
  readonly catalogue: Catalogue;
  readonly filter: Query;
  readonly period: Period;
}

function groupsOf(grouping: Grouping, { administrations }: Catalogue, filter: Query, rows: readonly ScoreRow[]): readonly Group[] {
  if (grouping === "channel") {
    return [...new Set(rows.flatMap(({ channel }) => channel ? [channel] : []))].map((channel) => ({ channel }));
  }
  const wanted = administrations.filter(({ code }) => !filter["administration"] || filter["administration"] === code);
  return grouping === "administration"
    ? wanted.map(({ code }) => ({ administration: code }))
    : wanted.flatMap(({ code, services }) => services.map((service) => ({ administration: code, service: service.code })));
}

/** Whether something is about a group: an alert about one channel of a service is about the service, too. */
function isOf(group: Group, something: Group): boolean {
  return (Object.keys(group) as (keyof Group)[]).every((key) => group[key] === something[key]);
}

function named(group: Group, { administrations }: Catalogue, { language, words }: Speech): { readonly name: string; readonly of?: string } {
  if (group.channel) return { name: words.channel[group.channel] };
  const administration = administrations.find(({ code }) => code === group.administration);
  const whole = nameOf(administration?.names, language, group.administration ?? "");
  if (!group.service) return { name: whole };
  const service = administration?.services.find(({ code }) => code === group.service);
  return { name: nameOf(service?.names, language, group.service), of: whole };
}

function hrefTo({ administration, service, channel }: Group, period: Period): string {
  return administration && service
    ? hrefOf("service", [administration, service], { ...period })
    : hrefOf("", [], { ...period, administration, channel });
}

const SEVERITIES = ["critical", "warning", "info"];

function gravest(alerts: readonly Alert[]): Alert | undefined {
  return [...alerts].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))[0];
}

/** Open alerts first, the gravest of them before the others, then what got worse; the rest is not ranked, for chance alone would order it. */
function urgency({ alert, row }: Line): number {
  if (alert) return SEVERITIES.indexOf(alert.severity);
  const difference = differenceOf(row);
  return difference && changeOf(difference) === "worse" ? SEVERITIES.length : SEVERITIES.length + 1;
}
