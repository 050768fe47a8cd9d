import type { ComponentType } from "preact";
import type { PageProps } from "../frame/App.tsx";
import { useAlertWords } from "../i18n/alerts/index.ts";
import { hrefOf } from "../route.ts";
import { AlertList } from "./AlertList.tsx";
import { AlertPage } from "./AlertPage.tsx";
import { ReceiversPage } from "./ReceiversPage.tsx";
import { RulesPage } from "./RulesPage.tsx";
import { SilencesPage } from "./SilencesPage.tsx";
import { UndeliveredPage } from "./UndeliveredPage.tsx";

const PARTS = { silences: SilencesPage, undelivered: UndeliveredPage, rules: RulesPage, receivers: ReceiversPage } as const;

/** What is wrong, now and before, and what people do with it. An alert's id is a UUID, so no other part of the page can be taken for one. */
export function AlertsPage(props: PageProps) {
  const words = useAlertWords();
  const first = props.route.rest[0] ?? "";
  const View: ComponentType<PageProps> = first === "" ? AlertList : first in PARTS ? PARTS[first as keyof typeof PARTS] : AlertPage;
  return (
    <>
      <nav class="parts" aria-label={words.sections}>
        <a href={hrefOf("alerts")} aria-current={first === "" ? "page" : undefined}>{words.views.list}</a>
        {(Object.keys(PARTS) as (keyof typeof PARTS)[]).map((part) => (
          <a key={part} href={hrefOf("alerts", [part])} aria-current={first === part ? "page" : undefined}>{words.views[part]}</a>
        ))}
      </nav>
      <View {...props} key={first} />
    </>
  );
}
