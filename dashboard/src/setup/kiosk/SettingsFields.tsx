import { useState } from "preact/hooks";
import type { Catalogue, Violation } from "../../contract.ts";
import { Field } from "../../frame/Field.tsx";
import { LANGUAGES, localeOf, nameOf, useSpeech } from "../../i18n/index.ts";
import { useKioskWords } from "../../i18n/kiosk/index.ts";
import type { Settings } from "./contract.ts";
import { isAlways, typedHours, WEEKDAYS } from "./hours.ts";
import { typedSeconds } from "./settings.ts";

const THEMES = ["LIGHT", "DARK", "HIGH_CONTRAST"] as const;
const HOURS = ["service", "always", "own"] as const;
const LINE_CHARACTERS_MAX = 200;

/** What the fields of a form about a kiosk need. */
export interface SettingsFieldsProps {
  readonly catalogue: Catalogue;
  /** What is filled in at first; nothing for a new kiosk. */
  readonly first: Settings | undefined;
  /** Only places of this administration, for a kiosk never leaves it. */
  readonly administration: string | undefined;
  readonly problems: readonly Violation[];
  /** Days whose hours cannot be read. */
  readonly unreadable: readonly number[];
}

/** Everything that can be said about a kiosk; fields are named as in the contract. */
export function SettingsFields({ catalogue, first, administration, problems, unreadable }: SettingsFieldsProps) {
  const words = useKioskWords();
  return (
    <>
      <Field name="settings.name" label={words.name} problems={problems}>
        {(control) => <input {...control} required maxLength={100} defaultValue={first?.name ?? ""} autocomplete="off" />}
      </Field>
      <PlaceField catalogue={catalogue} administration={administration} touchpoint={first?.touchpoint} problems={problems} />
      <Field name="settings.staffPin" label={first ? words.pinKept : words.pin} problems={problems}>
        {(control) => <input {...control} inputMode="numeric" maxLength={8} autocomplete="off" />}
      </Field>
      <Hours hours={first?.openingHours ?? []} problems={problems} unreadable={unreadable} />
      <details>
        <summary>{words.more}</summary>
        <Look first={first} problems={problems} />
      </details>
    </>
  );
}

type PlaceProps = Pick<SettingsFieldsProps, "catalogue" | "problems" | "administration"> & { readonly touchpoint: string | undefined };

function PlaceField({ catalogue, administration, touchpoint, problems }: PlaceProps) {
  const { language } = useSpeech();
  const words = useKioskWords();
  const services = catalogue.administrations
    .filter(({ code }) => administration === undefined || code === administration)
    .flatMap(({ names, code, services }) => services.map((service) => ({ ...service, body: nameOf(names, language, code) })));
  return (
    <Field name="settings.touchpoint" label={words.touchpoint} problems={problems}>
      {(control) => (
        <select {...control} required>
          {touchpoint === undefined && <option value="">{words.choose}</option>}
          {services.map(({ code, names, body, touchpoints }) => (
            <optgroup key={body + code} label={`${nameOf(names, language, code)} (${body})`}>
              {touchpoints.filter(({ key, retired }) => !retired || key === touchpoint).map(({ key, names }) => (
                <option key={key} value={key} selected={key === touchpoint}>{nameOf(names, language, key)}</option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}

function Hours({ hours, problems, unreadable }: { readonly hours: Settings["openingHours"] } & Pick<SettingsFieldsProps, "problems" | "unreadable">) {
  const { language } = useSpeech();
  const words = useKioskWords();
  const [when, setWhen] = useState<typeof HOURS[number]>(hours.length === 0 ? "service" : isAlways(hours) ? "always" : "own");
  // Monday, the 1st of January 2024.
  const dayName = (day: number) => new Intl.DateTimeFormat(localeOf(language), { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2024, 0, day));
  const mine = problems.filter(({ field }) => field === "settings.openingHours");
  return (
    <fieldset>
      <legend>{words.hours}</legend>
      {HOURS.map((each) => (
        <label key={each} class="check">
          <input type="radio" name="when" value={each} checked={when === each} onChange={() => setWhen(each)} /> {words.hoursOf[each]}
        </label>
      ))}
      {when === "own" && (
        <>
          <p class="dim">{words.hoursHint}</p>
          <div class="fields">
            {WEEKDAYS.map((day) => (
              <Field key={day} name={`hours${day}`} label={dayName(day)} problems={[]}>
                {(control) => <input {...control} aria-invalid={unreadable.includes(day)} defaultValue={typedHours(hours, day)} autocomplete="off" />}
              </Field>
            ))}
          </div>
        </>
      )}
      {unreadable.length > 0 && <p class="wrong" role="alert">{words.hoursWrong.replace("{days}", unreadable.map(dayName).join(", "))}</p>}
      {mine.map(({ field, expected }) => <p key={field + expected} class="wrong" lang="en">{expected}</p>)}
    </fieldset>
  );
}

function Look({ first, problems }: Pick<SettingsFieldsProps, "first" | "problems">) {
  const words = useKioskWords();
  const theme = first?.theme ?? "LIGHT";
  return (
    <>
      <Field name="settings.languages" label={words.languages} problems={problems}>
        {(control) => <input {...control} defaultValue={first?.languages.join(", ") ?? ""} autocomplete="off" />}
      </Field>
      <Field name="settings.theme" label={words.theme} problems={problems}>
        {(control) => (
          <select {...control}>{THEMES.map((each) => <option key={each} value={each} selected={each === theme}>{words.themes[each]}</option>)}</select>
        )}
      </Field>
      <fieldset>
        <legend>{words.headings}</legend>
        <div class="fields">
          {Object.entries(LANGUAGES).map(([code, its]) => (
            <Field key={code} name={`settings.headings.${code}`} label={its.language} problems={problems}>
              {(control) => <input {...control} lang={code} maxLength={LINE_CHARACTERS_MAX} defaultValue={first?.headings[code] ?? ""} autocomplete="off" />}
            </Field>
          ))}
        </div>
      </fieldset>
      <Field name="settings.coolDown" label={words.coolDown} problems={problems}>
        {(control) => <input {...control} inputMode="decimal" defaultValue={typedSeconds(first?.coolDown)} autocomplete="off" />}
      </Field>
      <Field name="settings.idle" label={words.idle} problems={problems}>
        {(control) => <input {...control} inputMode="decimal" defaultValue={typedSeconds(first?.idle)} autocomplete="off" />}
      </Field>
    </>
  );
}
