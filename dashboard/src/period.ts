/** A time that figures are of: whole days of the zone that people look at them in. */
export interface Period {
  /** The first day, `2026-11-01`. */
  readonly from: string;
  /** The day after the last one. */
  readonly to: string;
}

/** Lengths that are one choice away, in days. */
export const LENGTHS = [7, 30, 90, 365] as const;

const DAY_MILLIS = 86_400_000;

/** The day that it is somewhere. */
export function today(zone: string, now: Date = new Date()): string {
  // Swedish writes days as ISO 8601 does.
  return new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short" }).format(now);
}

/** A day so many days later. */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MILLIS).toISOString().slice(0, 10);
}

/** Days from one to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MILLIS);
}

/** The last days up to today, today among them. */
export function lastDays(days: number, todays: string): Period {
  return { from: plusDays(todays, 1 - days), to: plusDays(todays, 1) };
}

/** What an address says, or the last 30 days. A period that ends before it begins is none. */
export function periodOf(chosen: URLSearchParams, todays: string): Period {
  const from = chosen.get("from") ?? "";
  const to = chosen.get("to") ?? "";
  return isDay(from) && isDay(to) && from < to ? { from, to } : lastDays(Number(chosen.get("days") ?? 30) || 30, todays);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** The length of windows that gives a line of 7 to 60 points. */
export function everyOf(period: Period): "hour" | "day" | "week" | "month" {
  const days = daysBetween(period.from, period.to);
  return days <= 2 ? "hour" : days <= 60 ? "day" : days <= 420 ? "week" : "month";
}

/** The length of windows in which so many answers in all are at least so many in each, if they come evenly; at most a month. */
export function everyFor(period: Period, n: number, least: number): "hour" | "day" | "week" | "month" {
  const lengths = ["hour", "day", "week", "month"] as const;
  const days = daysBetween(period.from, period.to);
  const first = lengths.indexOf(everyOf(period));
  return lengths.find((every, place) => place >= first && n * DAYS[every] / days >= least) ??
    (days >= 2 * DAYS.month ? "month" : everyOf(period));
}

const DAYS = { hour: 1 / 24, day: 1, week: 7, month: 30, all: 0 } as const;

/** Where a window lies in a time, as parts of the whole; the first one may begin before its week or month does. */
export function partOf(period: Period, start: string, every: keyof typeof DAYS): { readonly start: number; readonly length: number } {
  const days = daysBetween(period.from, period.to);
  // The start carries the zone's offset: its digits are those of the wall, as the days of the period are.
  const at = (Date.parse(`${start.slice(0, 16)}:00Z`) - Date.parse(`${period.from}T00:00:00Z`)) / DAY_MILLIS / days;
  return { start: at, length: Math.min(DAYS[every] / days, 1 - at) };
}
