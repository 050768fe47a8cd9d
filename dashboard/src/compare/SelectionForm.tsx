import type { Catalogue } from "../contract.ts";
import { languageName, nameOf, useSpeech } from "../i18n/index.ts";
import { plusDays } from "../period.ts";
import type { Choice, Selection } from "./selection.ts";

/** What a side of the comparison needs. */
export interface SelectionFormProps {
  readonly side: "A" | "B";
  readonly selection: Selection;
  readonly catalogue: Catalogue;
  readonly today: string;
  readonly choose: (selection: Selection) => void;
}

/** One side: of whom, by which channel, in which language, when. */
export function SelectionForm({ side, selection, catalogue, today, choose }: SelectionFormProps) {
  const speech = useSpeech();
  const { words, language } = speech;
  const { chosen, from, to } = selection;
  const set = (choice: Choice) => (value: string) =>
    // Another administration has other services.
    choose({ ...selection, chosen: { ...chosen, ...(choice === "administration" ? { service: "" } : {}), [choice]: value } });
  const administrations = catalogue.administrations.map(({ code, names }) => [code, nameOf(names, language, code)] as const);
  const services = new Map(
    catalogue.administrations
      .filter(({ code }) => !chosen.administration || code === chosen.administration)
      .flatMap(({ services }) => services.map(({ code, names }) => [code, nameOf(names, language, code)] as const)),
  );
  const languages = ["fr", "nl", "de", "en"].map((tag) => [tag, languageName(tag, speech)] as const);
  return (
    <fieldset class="card selection">
      <legend>{side}</legend>
      <Select title={words.dimension.administration} value={chosen.administration} options={administrations} set={set("administration")} />
      <Select title={words.dimension.service} value={chosen.service} options={[...services]} set={set("service")} />
      <Select title={words.dimension.channel} value={chosen.channel} options={Object.entries(words.channel)} set={set("channel")} />
      <Select title={words.dimension.language} value={chosen.language} options={languages} set={set("language")} />
      <Day title={words.period.from} value={from} max={plusDays(to, -1)} set={(day) => choose({ ...selection, from: day })} />
      <Day
        title={words.period.to}
        value={plusDays(to, -1)}
        min={from}
        max={today}
        set={(day) => choose({ ...selection, to: plusDays(day, 1) })}
      />
    </fieldset>
  );
}

interface SelectProps {
  readonly title: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [string, string])[];
  readonly set: (value: string) => void;
}

function Select({ title, value = "", options, set }: SelectProps) {
  const { words } = useSpeech();
  return (
    <label>
      <span>{title}</span>
      <select value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">{words.service.every}</option>
        {options.map(([code, name]) => <option key={code} value={code}>{name}</option>)}
      </select>
    </label>
  );
}

interface DayProps {
  readonly title: string;
  readonly value: string;
  readonly min?: string;
  readonly max: string;
  readonly set: (day: string) => void;
}

/** A day is taken when it is whole and within its limits; while it is typed nothing changes. */
function Day({ title, value, min, max, set }: DayProps) {
  return (
    <label>
      <span>{title}</span>
      <input
        type="date"
        required
        value={value}
        min={min}
        max={max}
        onChange={(event) => event.currentTarget.checkValidity() && set(event.currentTarget.value)}
      />
    </label>
  );
}
