import { useCallback } from "preact/hooks";
import type { Alert, Catalogue } from "../contract.ts";
import { Answered } from "../frame/Answered.tsx";
import type { PageProps } from "../frame/App.tsx";
import { useAnswer } from "../frame/useAnswer.ts";
import { useAlertWords } from "../i18n/alerts/index.ts";
import { useSpeech } from "../i18n/index.ts";
import { Actions } from "./Actions.tsx";
import { Standing } from "./AlertLine.tsx";
import type { AlertEvidence, AlertWithHistory } from "./contract.ts";
import { EvidenceDetails, EvidenceFacts } from "./EvidenceFacts.tsx";
import { History } from "./History.tsx";
import { LiveMark } from "./LiveMark.tsx";
import { conditionOf, conditionOfRule, sentenceOf } from "./sentence.ts";
import { useLive } from "./useLive.ts";

/** One alert: what is the matter, why anyone should believe it, what happened, and what can be done. */
export function AlertPage({ route, catalogue }: PageProps) {
  const id = encodeURIComponent(route.rest[0] ?? "");
  const answer = useAnswer<AlertWithHistory>(`/v1/alerts/${id}`);
  const evidence = useAnswer<AlertEvidence>(`/v1/alerts/${id}/evidence`);
  const again = useCallback(() => {
    answer.again();
    evidence.again();
  }, [answer.again, evidence.again]);
  const live = useLive(again, route.rest[0]);
  return (
    <div class="steady">
      <Answered answer={answer}>
        {({ alert, history }) => (
          <>
            <Head alert={alert} evidence={evidence.value} catalogue={catalogue} live={<LiveMark live={live} />} />
            <Answered answer={evidence}>{(known) => <Proof evidence={known} catalogue={catalogue} />}</Answered>
            <History alert={alert} history={history} catalogue={catalogue} />
            <Actions alert={alert} catalogue={catalogue} done={again} />
          </>
        )}
      </Answered>
    </div>
  );
}

interface HeadProps {
  readonly alert: Alert;
  readonly evidence: AlertEvidence | undefined;
  readonly catalogue: Catalogue;
  readonly live: preact.ComponentChildren;
}

/** The newest decision has the rule that counts; until it is there, the alert says what it can. */
function Head({ alert, evidence, catalogue, live }: HeadProps) {
  const speech = useSpeech();
  const rule = evidence?.decisions.at(-1)?.rule;
  const condition = rule === undefined ? conditionOf(alert) : { ...conditionOf(alert), ...conditionOfRule(rule) };
  return (
    <div class={`card ${alert.state === "RESOLVED" ? "over" : alert.severity}`}>
      <div class="titled">
        <h1 class="sentence">{sentenceOf(alert, catalogue, speech, condition)}</h1>
        {live}
      </div>
      <Standing alert={alert} catalogue={catalogue} />
    </div>
  );
}

function Proof({ evidence, catalogue }: { readonly evidence: AlertEvidence; readonly catalogue: Catalogue }) {
  const words = useAlertWords();
  return (
    <section aria-labelledby="proof">
      <h2 id="proof">{words.evidence.title}</h2>
      <EvidenceFacts evidence={evidence} catalogue={catalogue} />
      <EvidenceDetails evidence={evidence} catalogue={catalogue} />
    </section>
  );
}
