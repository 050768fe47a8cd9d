import type { Violation } from "../../contract.ts";
import { textOf } from "../../frame/Field.tsx";
import { LANGUAGES } from "../../i18n/index.ts";
import { secondsOf } from "./condition.ts";
import type { OpeningHours, Settings } from "./contract.ts";
import { ALWAYS, readHours, WEEKDAYS } from "./hours.ts";

/** Settings as the form has them, with the code of the staff that nobody is ever told. */
export interface Wanted extends Omit<Settings, "coolDown" | "idle"> {
  readonly coolDown?: string;
  readonly idle?: string;
  readonly staffPin: string;
}

/** Days of a form whose hours cannot be read. */
export class UnreadableHours extends Error {
  constructor(readonly days: readonly number[]) {
    super(`hours of ${days.join(", ")}`);
  }
}

/** What somebody filled in, or {@link UnreadableHours}. Everything else is for the server to judge. */
export function wantedOf(form: FormData, version: number): Wanted {
  return {
    version,
    name: textOf(form, "settings.name"),
    touchpoint: textOf(form, "settings.touchpoint"),
    languages: textOf(form, "settings.languages").toLowerCase().split(/[\s,;]+/).filter((each) => each !== ""),
    theme: textOf(form, "settings.theme") as Settings["theme"],
    headings: Object.fromEntries(
      Object.keys(LANGUAGES).map((language) => [language, textOf(form, `settings.headings.${language}`)]).filter(([, line]) => line !== ""),
    ),
    openingHours: hoursOf(form),
    ...seconds(form, "coolDown"),
    ...seconds(form, "idle"),
    staffPin: textOf(form, "settings.staffPin"),
  };
}

/** Problems by the field that they belong to: one line of the form may stand for a list of the contract. */
export function gathered(problems: readonly Violation[]): readonly Violation[] {
  return problems.map((each) => ({ ...each, field: each.field.replace(/\[\d+\]$/, "") }));
}

/** Seconds as somebody types them; nothing where the usual is meant. */
export function typedSeconds(length: string | undefined): string {
  return length === undefined ? "" : String(secondsOf(length));
}

function hoursOf(form: FormData): readonly OpeningHours[] {
  const when = textOf(form, "when");
  if (when !== "own") return when === "always" ? ALWAYS : [];
  const days = WEEKDAYS.map((day) => [day, readHours(textOf(form, `hours${day}`), day)] as const);
  const unreadable = days.filter(([, hours]) => hours === undefined).map(([day]) => day);
  if (unreadable.length > 0) throw new UnreadableHours(unreadable);
  return days.flatMap(([, hours]) => hours ?? []);
}

function seconds(form: FormData, name: "coolDown" | "idle"): Partial<Record<"coolDown" | "idle", string>> {
  const typed = textOf(form, `settings.${name}`).replace(",", ".");
  return typed === "" ? {} : { [name]: `${typed}s` };
}
