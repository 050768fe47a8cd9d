import type { OpeningHours } from "./contract.ts";

/** Days as the contract counts them, Monday first. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

const STRETCH = /^(\d{1,2})[:.h](\d{2})\s*[-–—]\s*(\d{1,2})[:.h](\d{2})$/;

/** Every hour of every day. */
export const ALWAYS: readonly OpeningHours[] = WEEKDAYS.map((weekday) => ({ weekday, opens: "00:00", closes: "24:00" }));

/** Whether it asks at every hour. */
export function isAlways(hours: readonly OpeningHours[]): boolean {
  return WEEKDAYS.every((day) => hours.some(({ weekday, opens, closes }) => weekday === day && opens === "00:00" && closes === "24:00"));
}

/** What people type for a day: `08:30-12:00, 13:00-16:30`. */
export function typedHours(hours: readonly OpeningHours[], day: number): string {
  return hours.filter(({ weekday }) => weekday === day).map(({ opens, closes }) => `${opens}-${closes}`).join(", ");
}

/** The stretches that somebody typed for a day; undefined where that cannot be read. Whether they make sense is for the server to say. */
export function readHours(text: string, weekday: number): readonly OpeningHours[] | undefined {
  const stretches = text.split(/[,;]/).map((each) => each.trim()).filter((each) => each !== "").map((each) => {
    const [, hour, minute, laterHour, laterMinute] = STRETCH.exec(each) ?? [];
    return hour && { weekday, opens: `${hour.padStart(2, "0")}:${minute}`, closes: `${laterHour!.padStart(2, "0")}:${laterMinute}` };
  });
  return stretches.every((each) => !!each) ? stretches as readonly OpeningHours[] : undefined;
}
