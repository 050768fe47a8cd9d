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

/** What tells groups apart: equal codes of services of two administrations are two services. */
const FIELDS = { administration: ["administration"], service: ["administration", "service"], channel: ["channel"] } as const;

/** What the API is asked for each. */
export function byOf(grouping: Grouping): string {
  return FIELDS[grouping].join(",");
}

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
  const starts = [...new Set(figures.course.map((row) => row.start))].sort();
  const rows = byGroup(figures.rows, grouping);
  const courses = byGroup(figures.course, grouping);
  const lines = groupsOf(grouping, catalogue, filter, figures.rows).map((group) => {
    const key = keyOf(group, grouping);
    const windows = new Map(courses.get(key)?.map((row) => [row.start, shown(row)?.value]));
    return {
      key,
      ...named(group, catalogue, speech),
      href: hrefTo(group, period),
      row: rows.get(key)?.[0],
      course: starts.map((start) => windows.get(start)),
      alert: gravest(figures.alerts.filter(({ stream }) => isOf(group, stream))),
    };
  });
  const { compare } = new Intl.Collator(speech.language, { numeric: true });
  return lines.sort((a, b) => urgency(a) - urgency(b) || compare(a.name, b.name) || compare(a.key, b.key));
}

/** Satisfaction by group: there may be hundreds of groups with dozens of rows each. */
function byGroup(rows: readonly ScoreRow[], grouping: Grouping): ReadonlyMap<string, readonly ScoreRow[]> {
  const groups = new Map<string, ScoreRow[]>();
  for (const row of rows) {
    if (row.metric !== "CSAT") continue;
    const key = keyOf(row, grouping);
    const known = groups.get(key);
    if (known) known.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function keyOf(of: Group, grouping: Grouping): string {
  return JSON.stringify(FIELDS[grouping].map((field) => of[field]));
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
