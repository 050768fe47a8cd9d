import { useState } from "preact/hooks";
import type { Catalogue } from "../contract.ts";
import { change } from "../door.ts";
import { Answered } from "../frame/Answered.tsx";
import type { PageProps } from "../frame/App.tsx";
import { Field, Outcome, type Sending, textOf, useSending } from "../frame/Field.tsx";
import { useAnswer } from "../frame/useAnswer.ts";
import { useAlertWords } from "../i18n/alerts/index.ts";
import { fill, momentName, useSpeech } from "../i18n/index.ts";
import { useWatchingWords } from "../i18n/watching/index.ts";
import { plusDays, today } from "../period.ts";
import { changed, type Route } from "../route.ts";
import { useAuthor } from "./author.ts";
import { BacktestResult } from "./BacktestResult.tsx";
import type { Backtest, StandingRules } from "./contract.ts";

const DAYS = 90;
const EXAMPLE = `budget: {false-alarms: 2, per: 30d, streams: 10}
rules:
  - name: csat-floor
    kind: threshold
    below: 70
    window: {calendar: day}
    by: [service]
  - name: satisfaction-drop
    kind: drop
    by: [service]
`;

/** The rules that are in force, tried on the past, changed and saved. */
export function RulesPage(props: PageProps) {
  const { rules: words } = useWatchingWords();
  const answer = useAnswer<StandingRules>("/v1/rules");
  const [isSaved, setSaved] = useState(false);
  const load = (saved: boolean) => {
    setSaved(saved);
    answer.again();
  };
  return (
    <>
      <h1>{words.title}</h1>
      <p class="dim">{words.hint}</p>
      <div role="status">{isSaved && <p class="better">{words.saved}</p>}</div>
      <Answered answer={answer}>
        {(standing) => (
          <>
            <Standing standing={standing} zone={zoneOf(props.catalogue)} />
            <RuleForm key={standing.version} {...props} standing={standing} load={load} />
          </>
        )}
      </Answered>
    </>
  );
}

function zoneOf(catalogue: Catalogue): string {
  return catalogue.administrations[0]?.zone ?? "Europe/Brussels";
}

/** Whether what stands in the file is what is watched. */
function Standing({ standing, zone }: { readonly standing: StandingRules; readonly zone: string }) {
  const { rules: words } = useWatchingWords();
  const speech = useSpeech();
  if (standing.version === "" && standing.problems.length === 0) return <p class="card">{words.noFile}</p>;
  return (
    <>
      {!standing.editable && <p class="card">{words.readOnly}</p>}
      {standing.inForce
        ? standing.inForceSince && <p>{fill(words.inForce, { time: momentName(standing.inForceSince, zone, speech) })}</p>
        : <p class="card bad" role="alert">{words.notInForce}</p>}
      {standing.problems.length > 0 && (
        <section class="card bad">
          <h2>{words.problems}</h2>
          <ul>{standing.problems.map((each) => <li key={each.field + each.expected} lang="en"><code>{each.field}</code>: {each.expected}</li>)}</ul>
        </section>
      )}
    </>
  );
}

interface RuleFormProps extends PageProps {
  readonly standing: StandingRules;
  /** Reads the file again, after it was saved or because somebody else did. */
  readonly load: (saved: boolean) => void;
}

/** The text of the rules: tried by one button, saved by another. */
function RuleForm({ route, catalogue, go, standing, load }: RuleFormProps) {
  const { backtest: words } = useAlertWords();
  const zone = zoneOf(catalogue);
  const [result, setResult] = useState<{ readonly answer: Backtest; readonly rules: string }>();
  const trying = useSending();
  const saving = useSending();
  const run = (event: SubmitEvent) => {
    event.preventDefault();
    const filled = new FormData(event.currentTarget as HTMLFormElement);
    const rules = String(filled.get("rules") ?? "");
    const isToBeSaved = (event.submitter as HTMLButtonElement | null)?.value === "save";
    if (isToBeSaved) {
      saving.send(async () => {
        await change("POST", "/v1/rules:save", { text: rules, version: standing.version, by: textOf(filled, "by") });
        load(true);
      });
      return;
    }
    const from = textOf(filled, "from");
    const last = textOf(filled, "last");
    go(changed(route, { from, last }));
    setResult(undefined);
    trying.send(async () => setResult({ answer: await change<Backtest>("POST", "/v1/rules:backtest", { rules, from, to: last && plusDays(last, 1), zone }), rules }));
  };
  const isBusy = trying.isSending || saving.isSending;
  return (
    <>
      <form class="card" onSubmit={run} noValidate>
        <RuleFields route={route} zone={zone} text={standing.text || EXAMPLE} sending={trying} />
        <Outcome sending={trying} fields={["from", "rules"]} done={<></>} />
        <button type="submit" class="main" disabled={isBusy}>{trying.isSending ? words.running : words.run}</button>
        {standing.editable && <Saving saving={saving} load={() => load(false)} isBusy={isBusy} />}
      </form>
      {result && <BacktestResult backtest={result.answer} rules={result.rules} catalogue={catalogue} />}
    </>
  );
}

function Saving({ saving, load, isBusy }: { readonly saving: Sending; readonly load: () => void; readonly isBusy: boolean }) {
  const { act } = useAlertWords();
  const { rules: words } = useWatchingWords();
  const [author, setAuthor] = useAuthor();
  const isOvertaken = saving.refusal?.problem?.reason === "RULES_CHANGED";
  return (
    <>
      <Field name="by" label={act.author} problems={saving.problems}>
        {(control) => <input {...control} type="text" autocomplete="name" value={author} onInput={(event) => setAuthor(event.currentTarget.value)} />}
      </Field>
      {isOvertaken
        ? <p class="wrong" role="alert">{words.changed} <button type="button" onClick={load}>{words.load}</button></p>
        : <Outcome sending={saving} fields={["by"]} />}
      <button type="submit" name="act" value="save" disabled={isBusy}>{words.save}</button>
    </>
  );
}

interface RuleFieldsProps {
  readonly route: Route;
  readonly zone: string;
  readonly text: string;
  readonly sending: Sending;
}

function RuleFields({ route, zone, text, sending }: RuleFieldsProps) {
  const { backtest: words } = useAlertWords();
  const { language } = useSpeech();
  const last = route.chosen.get("last") ?? today(zone);
  const from = route.chosen.get("from") ?? plusDays(last, 1 - DAYS);
  return (
    <>
      <Field name="rules" label={words.rules} problems={sending.problems}>
        {(control) => <textarea {...control} class="code" rows={16} spellcheck={false} defaultValue={text} />}
      </Field>
      <div class="fields" lang={language}>
        <Field name="from" label={words.from} problems={sending.problems}>
          {(control) => <input {...control} type="date" required defaultValue={from} />}
        </Field>
        <Field name="last" label={words.to} problems={sending.problems.map((each) => each.field === "to" ? { ...each, field: "last" } : each)}>
          {(control) => <input {...control} type="date" required defaultValue={last} />}
        </Field>
      </div>
    </>
  );
}
