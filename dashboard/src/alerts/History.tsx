import type { Alert, Catalogue } from "../contract.ts";
import { type AlertWords, useAlertWords } from "../i18n/alerts/index.ts";
import { fill, momentName, useSpeech } from "../i18n/index.ts";
import type { AlertEvent, NotTold } from "./contract.ts";
import { zoneOf } from "./place.ts";

/** What happened to an alert, and what people did with it; oldest first. */
export function History({ alert, history, catalogue }: { readonly alert: Alert; readonly history: readonly AlertEvent[]; readonly catalogue: Catalogue }) {
  const speech = useSpeech();
  const words = useAlertWords();
  const time = (at: string) => momentName(at, zoneOf(alert.stream, catalogue), speech);
  return (
    <section aria-labelledby="history">
      <h2 id="history">{words.history.title}</h2>
      <ol class="plain history">
        {history.map((event) => (
          <li key={event.id}>
            <time dateTime={event.at} class="dim">{time(event.at)}</time>
            <div>
              <p>{happened(event, words)}{event.until && ` (${fill(words.history.until, { time: time(event.until) })})`}</p>
              {event.text && <blockquote>{event.text}</blockquote>}
              {event.notTold.map((each) => <p key={`${each.receiver} ${each.reason}`} class="dim">{notTold(each, words)}</p>)}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One step in words; a kind that is newer than this page is said to be something. */
export function happened(event: AlertEvent, { history }: AlertWords): string {
  return fill(history[event.kind] ?? history.other, { author: event.author, owner: event.owner });
}

/** Why somebody was not told. */
export function notTold({ receiver, reason }: NotTold, { history }: AlertWords): string {
  const known: Readonly<Record<string, string>> = history.reason;
  return fill(history.notTold, { receiver: receiver || history.everybody, reason: known[reason] ?? reason });
}
