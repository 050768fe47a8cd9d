import type { Query } from "../door.ts";
import { type Period, periodOf } from "../period.ts";

/** What ratings are chosen by; an empty choice means all. */
export const CHOICES = ["administration", "service", "channel", "language"] as const;

/** One of them. */
export type Choice = typeof CHOICES[number];

/** Ratings that one side of a comparison is of. */
export interface Selection extends Period {
  readonly chosen: Readonly<Partial<Record<Choice, string>>>;
}

/** The selection of an address, `service.parking-permit~channel.WEB~from.2026-11-01~to.2026-12-01`; what is not understood is left out. */
export function selectionOf(text: string, todays: string): Selection {
  const parts = text.split("~").map((part) => [part.slice(0, part.indexOf(".")), part.slice(part.indexOf(".") + 1)] as const);
  const named = new Map(parts.filter(([name, value]) => name !== "" && value !== ""));
  const chosen = Object.fromEntries(CHOICES.flatMap((choice) => named.has(choice) ? [[choice, named.get(choice)]] : []));
  const dates = new URLSearchParams({ from: named.get("from") ?? "", to: named.get("to") ?? "" });
  return { ...periodOf(dates, todays), chosen };
}

/** The same selection in an address. */
export function textOf({ chosen, from, to }: Selection): string {
  const choices = CHOICES.flatMap((choice) => chosen[choice] ? [`${choice}.${chosen[choice]}`] : []);
  return [...choices, `from.${from}`, `to.${to}`].join("~");
}

/** What the API is asked for it. */
export function queryOf({ chosen, from, to }: Selection, zone: string): Query {
  return { ...chosen, from, to, zone };
}
