import type { OpeningHours } from "./contract.ts";

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** A moment of a week: 1 is Monday, `08:30`. */
export interface LocalTime {
  weekday: number;
  time: string;
}

/** What the clocks on the walls of a zone say; the device's own zone where it does not know that one. */
export function localTime(at: number, zone?: string): LocalTime {
  const parts = Object.fromEntries(format(zone).formatToParts(at).map(({ type, value }) => [type, value]));
  return { weekday: WEEKDAYS.indexOf(parts.weekday!) + 1, time: `${parts.hour}:${parts.minute}` };
}

/** Whether it asks now; without any hours it always does. */
export function isOpen(hours: OpeningHours[], { weekday, time }: LocalTime): boolean {
  return !hours[0] || hours.some((one) => one.weekday === weekday && one.opens <= time && time < one.closes);
}

/** When it opens next, within a week from now. */
export function nextOpening(hours: OpeningHours[], now: LocalTime): LocalTime | undefined {
  const openings = hours.map(({ weekday, opens }) => ({
    // The same moment of the week lies a week ahead.
    days: (weekday - now.weekday + 7) % 7 || (opens > now.time ? 0 : 7),
    weekday,
    time: opens,
  }));
  const [first] = openings.sort((a, b) => a.days - b.days || (a.time < b.time ? -1 : 1));
  return first && { weekday: first.weekday, time: first.time };
}

function format(timeZone?: string): Intl.DateTimeFormat {
  const options = { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  try {
    return new Intl.DateTimeFormat("en-GB", timeZone ? { ...options, timeZone } : options);
  } catch {
    return new Intl.DateTimeFormat("en-GB", options);
  }
}
