import { useRef, useState } from "preact/hooks";
import type { Alert, Catalogue } from "../contract.ts";
import { change } from "../door.ts";
import { Field, Outcome, textOf, useSending } from "../frame/Field.tsx";
import { useAlertWords } from "../i18n/alerts/index.ts";
import { fill, momentName, useSpeech } from "../i18n/index.ts";
import { hrefOf } from "../route.ts";
import { useAuthor } from "./author.ts";
import { AuthorField } from "./Actions.tsx";
import type { Matchers, Silence } from "./contract.ts";
import { MATCHED, valuesOf } from "./matchers.ts";
import { zoneOf } from "./place.ts";
import { sentenceOf } from "./sentence.ts";

const HOURS = [1, 4, 24, 72, 168] as const;
const HOURS_USUAL = 4;
const HOUR_MILLIS = 3_600_000;
const FIELDS = ["author", "comment", "endsAt"];

/** What a form for silences needs. */
export interface SilenceFormProps {
  /** What is filled in at first. */
  readonly first: Matchers;
  readonly catalogue: Catalogue;
  /** Called when one was made. */
  readonly made?: () => void;
}

/** Makes a silence; what it matches can be seen before. */
export function SilenceForm({ first, catalogue, made }: SilenceFormProps) {
  const { silence: words } = useAlertWords();
  const speech = useSpeech();
  const [author, keep] = useAuthor();
  const [until, setUntil] = useState("");
  const [matched, setMatched] = useState<readonly Alert[]>();
  const creating = useSending();
  const previewing = useSending();
  // The same until it arrived: pressed twice, or answered by nobody, it is still made once.
  const id = useRef<string>(crypto.randomUUID());
  const form = useRef<HTMLFormElement>(null);
  const preview = () => {
    if (!form.current) return;
    const matchers = matchersIn(new FormData(form.current));
    setMatched(undefined);
    previewing.send(async () => setMatched((await change<{ readonly alerts: readonly Alert[] }>("POST", "/v1/silences:preview", { matchers })).alerts));
  };
  const create = (event: SubmitEvent) => {
    event.preventDefault();
    const filled = new FormData(event.currentTarget as HTMLFormElement);
    keep(textOf(filled, "author"));
    creating.send(async () => {
      const { silence } = await change<{ readonly silence: Silence }>("POST", "/v1/silences", bodyOf(id.current, filled));
      id.current = crypto.randomUUID();
      setUntil(silence.endsAt);
      made?.();
    });
  };
  const zone = zoneOf({}, catalogue);
  return (
    <form ref={form} onSubmit={create} noValidate>
      <MatcherFields first={first} />
      <button type="button" onClick={preview} disabled={previewing.isSending}>{words.preview}</button>
      <Outcome sending={previewing} fields={[]} done={matched && <Matched alerts={matched} catalogue={catalogue} />} />
      <Field name="hours" label={words.duration} problems={[]}>
        {(control) => <select {...control}>{HOURS.map((each) => <option key={each} value={each} selected={each === HOURS_USUAL}>{words.hours[each]}</option>)}</select>}
      </Field>
      <AuthorField author={author} sending={creating} />
      <Field name="comment" label={words.why} problems={creating.problems}>
        {(control) => <textarea {...control} required maxLength={2000} rows={2} />}
      </Field>
      <label class="check"><input type="checkbox" name="endWhenResolved" /> {words.endWhenResolved}</label>
      <Outcome sending={creating} fields={FIELDS} done={until && fill(words.made, { time: momentName(until, zone, speech) })} />
      <button type="submit" class="main" disabled={creating.isSending}>{words.create}</button>
    </form>
  );
}

function MatcherFields({ first }: { readonly first: Matchers }) {
  const { silence: words } = useAlertWords();
  return (
    <fieldset>
      <legend>{words.what}</legend>
      <p class="dim">{words.hint}</p>
      <div class="fields">
        {MATCHED.map((key) => (
          <Field key={key} name={key} label={words[key]} problems={[]}>
            {(control) => <input {...control} defaultValue={(first[key] ?? []).join(", ")} autocomplete="off" />}
          </Field>
        ))}
      </div>
    </fieldset>
  );
}

function Matched({ alerts, catalogue }: { readonly alerts: readonly Alert[]; readonly catalogue: Catalogue }) {
  const { silence: words } = useAlertWords();
  const speech = useSpeech();
  if (alerts.length === 0) return <>{words.matchesNone}</>;
  return (
    <>
      {alerts.length === 1 ? words.matchesOne : fill(words.matches, { n: alerts.length })}
      <ul>{alerts.map((alert) => <li key={alert.id}><a href={hrefOf("alerts", [alert.id])}>{sentenceOf(alert, catalogue, speech)}</a></li>)}</ul>
    </>
  );
}

function matchersIn(filled: FormData): Matchers {
  return Object.fromEntries(MATCHED.map((key) => [key, valuesOf(textOf(filled, key))]));
}

function bodyOf(id: string, filled: FormData): Readonly<Record<string, unknown>> {
  return {
    id,
    matchers: matchersIn(filled),
    endsAt: new Date(Date.now() + Number(textOf(filled, "hours")) * HOUR_MILLIS).toISOString(),
    author: textOf(filled, "author"),
    comment: textOf(filled, "comment"),
    endWhenResolved: filled.has("endWhenResolved"),
  };
}
