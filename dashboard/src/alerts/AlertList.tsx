import type { Alert, Alerts, AlertState, Catalogue } from "../contract.ts";
import { Answered } from "../frame/Answered.tsx";
import type { PageProps } from "../frame/App.tsx";
import { useAnswer } from "../frame/useAnswer.ts";
import { useAlertWords } from "../i18n/alerts/index.ts";
import { fill } from "../i18n/index.ts";
import { changed, type Route } from "../route.ts";
import { AlertLine } from "./AlertLine.tsx";
import { LiveMark } from "./LiveMark.tsx";
import { useLive } from "./useLive.ts";

const OPEN = "FIRING,RECOVERING,PENDING";
const OVER = "RESOLVED";
const PAGE = "100";
const ORDER: readonly AlertState[] = ["FIRING", "RECOVERING", "PENDING", "RESOLVED", "INACTIVE"];
const SEVERITIES = ["critical", "warning", "info"] as const;

/** What is wrong now, live; or what was, page by page. */
export function AlertList({ route, catalogue }: PageProps) {
  const words = useAlertWords();
  const state = route.chosen.get("state") ?? OPEN;
  const severity = route.chosen.get("severity") ?? "";
  const pageToken = route.chosen.get("pageToken") ?? "";
  const answer = useAnswer<Alerts>("/v1/alerts", { state, severity, pageSize: PAGE, pageToken });
  const live = useLive(answer.again);
  return (
    <>
      <div class="titled">
        <h1>{words.views.list}</h1>
        <LiveMark live={live} />
      </div>
      <Filters route={route} state={state} severity={severity} />
      <div class="steady">
        <Answered answer={answer}>
          {({ alerts, nextPageToken }) => (
            <>
              <Lines alerts={alerts} catalogue={catalogue} />
              <Pages route={route} isFirst={pageToken === ""} next={nextPageToken} />
            </>
          )}
        </Answered>
      </div>
    </>
  );
}

function Filters({ route, state, severity }: { readonly route: Route; readonly state: string; readonly severity: string }) {
  const { filter, severity: named } = useAlertWords();
  const choice = (name: string, value: string, title: string, isChosen: boolean) => (
    <a key={value} class="choice" href={changed(route, { [name]: value, pageToken: undefined })} aria-current={isChosen ? "true" : undefined}>{title}</a>
  );
  const states: readonly (readonly [string, string])[] = [[OPEN, filter.open], [OVER, filter.over], [`${OPEN},${OVER}`, filter.all]];
  return (
    <nav class="period" aria-label={filter.label}>
      <span class="labelled">
        <span id="by-state">{filter.state}</span>
        <span class="group" role="group" aria-labelledby="by-state">{states.map(([value, title]) => choice("state", value, title, value === state))}</span>
      </span>
      <span class="labelled">
        <span id="by-severity">{filter.severity}</span>
        <span class="group" role="group" aria-labelledby="by-severity">
          {choice("severity", "", filter.any, severity === "")}
          {SEVERITIES.map((each) => choice("severity", each, named[each], each === severity))}
        </span>
      </span>
    </nav>
  );
}

/** Open ones first, the worst of them at the top; otherwise as they came, newest first. */
export function ordered(alerts: readonly Alert[]): readonly Alert[] {
  const rank = (alert: Alert) => alert.state === "RESOLVED" ? ORDER.length * 10 : ORDER.indexOf(alert.state) * 10 + SEVERITIES.indexOf(alert.severity);
  return [...alerts].sort((one, other) => rank(one) - rank(other));
}

function Lines({ alerts, catalogue }: { readonly alerts: readonly Alert[]; readonly catalogue: Catalogue }) {
  const words = useAlertWords();
  if (alerts.length === 0) return <p class="card good">{words.none}</p>;
  return (
    <>
      <p class="dim" role="status">{fill(words.count, { n: alerts.length })}</p>
      <ul class="plain">
        {ordered(alerts).map((alert) => <li key={alert.id}><AlertLine alert={alert} catalogue={catalogue} /></li>)}
      </ul>
    </>
  );
}

function Pages({ route, isFirst, next }: { readonly route: Route; readonly isFirst: boolean; readonly next: string }) {
  const words = useAlertWords();
  if (isFirst && !next) return null;
  return (
    <p class="pages">
      {!isFirst && <a href={changed(route, { pageToken: undefined })}>{words.newest}</a>}
      {next && <a href={changed(route, { pageToken: next })}>{words.older}</a>}
    </p>
  );
}
