import type { Alert, Catalogue } from "../contract.ts";
import { useAlertWords } from "../i18n/alerts/index.ts";
import { fill, momentName, useSpeech } from "../i18n/index.ts";
import { hrefOf } from "../route.ts";
import { zoneOf } from "./place.ts";
import { sentenceOf } from "./sentence.ts";

const SHAPES = { critical: "◆", warning: "▲", info: "●" } as const;

/** How bad it is: a word, a colour and a shape of its own. */
export function Severity({ severity }: { readonly severity: Alert["severity"] }) {
  const words = useAlertWords();
  return <span class={`mark ${severity}`}><span aria-hidden="true">{SHAPES[severity]}</span> {words.severity[severity]}</span>;
}

/** How bad, in what state, since when, and who takes care. */
export function Standing({ alert, catalogue }: { readonly alert: Alert; readonly catalogue: Catalogue }) {
  const speech = useSpeech();
  const words = useAlertWords();
  const time = (at: string) => momentName(at, zoneOf(alert.stream, catalogue), speech);
  const begun = alert.firedAt ?? alert.pendingAt;
  const { acknowledgement, resolvedAt } = alert;
  return (
    <p class="standing">
      <Severity severity={alert.severity} />
      <span>{words.state[alert.state]}</span>
      {begun && <span>{resolvedAt ? fill(words.over, { from: time(begun), to: time(resolvedAt) }) : fill(words.since, { time: time(begun) })}</span>}
      {!resolvedAt && (
        <span>
          {acknowledgement?.until
            ? fill(words.caredUntil, { owner: acknowledgement.owner, time: time(acknowledgement.until) })
            : acknowledgement ? fill(words.caredFor, { owner: acknowledgement.owner }) : words.notCared}
        </span>
      )}
      <span class="dim">{fill(words.ruleNamed, { rule: alert.rule })}</span>
    </p>
  );
}

/** One alert of a list. */
export function AlertLine({ alert, catalogue }: { readonly alert: Alert; readonly catalogue: Catalogue }) {
  const speech = useSpeech();
  return (
    <article class={`card ${alert.state === "RESOLVED" ? "over" : alert.severity}`}>
      <a class="lead" href={hrefOf("alerts", [alert.id])}>{sentenceOf(alert, catalogue, speech)}</a>
      <Standing alert={alert} catalogue={catalogue} />
    </article>
  );
}
