import { useState } from "preact/hooks";
import { change } from "../door.ts";
import type { PageProps } from "../frame/App.tsx";
import { useAlertWords } from "../i18n/alerts/index.ts";
import { useSpeech } from "../i18n/index.ts";
import { plusDays, today } from "../period.ts";
import { changed, type Route } from "../route.ts";
import { BacktestResult } from "./BacktestResult.tsx";
import type { Backtest } from "./contract.ts";
import { Field, Outcome, type Sending, textOf, useSending } from "./Field.tsx";

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

/** What a rule would have said in the past, and what it can be expected to do. */
export function RulesPage({ route, catalogue, go }: PageProps) {
  const { backtest: words } = useAlertWords();
  const zone = catalogue.administrations[0]?.zone ?? "Europe/Brussels";
  const [result, setResult] = useState<{ readonly answer: Backtest; readonly rules: string }>();
  const sending = useSending();
  const run = (event: SubmitEvent) => {
    event.preventDefault();
    const filled = new FormData(event.currentTarget as HTMLFormElement);
    const rules = String(filled.get("rules") ?? "");
    const from = textOf(filled, "from");
    const last = textOf(filled, "last");
    go(changed(route, { from, last }));
    setResult(undefined);
    sending.send(async () => setResult({ answer: await change<Backtest>("POST", "/v1/rules:backtest", { rules, from, to: last && plusDays(last, 1), zone }), rules }));
  };
  return (
    <>
      <h1>{words.title}</h1>
      <p class="dim">{words.hint}</p>
      <form class="card" onSubmit={run} noValidate>
        <RuleFields route={route} zone={zone} sending={sending} />
        <Outcome sending={sending} fields={["from", "rules"]} done={<></>} />
        <button type="submit" class="main" disabled={sending.isSending}>{sending.isSending ? words.running : words.run}</button>
      </form>
      {result && <BacktestResult backtest={result.answer} rules={result.rules} catalogue={catalogue} />}
    </>
  );
}

function RuleFields({ route, zone, sending }: { readonly route: Route; readonly zone: string; readonly sending: Sending }) {
  const { backtest: words } = useAlertWords();
  const { language } = useSpeech();
  const last = route.chosen.get("last") ?? today(zone);
  const from = route.chosen.get("from") ?? plusDays(last, 1 - DAYS);
  return (
    <>
      <Field name="rules" label={words.rules} problems={sending.problems}>
        {(control) => <textarea {...control} class="code" rows={12} spellcheck={false} defaultValue={EXAMPLE} />}
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
