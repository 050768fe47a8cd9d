import type { FeedbackProblem } from "../onthaal.d.ts";
import type { Clock } from "./clock.ts";
import type { Orders } from "./contract.ts";
import { agoOf, lengthOf, wordsOf } from "./i18n/index.ts";
import type { Waiting } from "./queue.ts";

/** Less is not worth anybody's attention. */
const SKEW_MILLIS_MIN = 2_000;

/** What is known of the kiosk. */
export interface State {
  version: string;
  orders: Orders;
  waiting: Waiting;
  refusal?: FeedbackProblem | undefined;
  presses: number;
  ignored: number;
  isPersistent: boolean;
  /** When the server last answered, by the kiosk's clock. */
  contactAt?: number | undefined;
}

/** How the kiosk is, line by line. */
export function stateLines(state: State, clock: Clock, language: string): [name: string, value: string][] {
  const words = wordsOf(language);
  const { orders, waiting, refusal, contactAt } = state;
  const ago = (at: number) => agoOf(clock.now() - at, language);
  return [
    [words.name, orders.settings.name ?? ""],
    [words.touchpoint, orders.names?.[language] ?? orders.settings.touchpoint ?? ""],
    [words.pending, `${waiting.pending}`],
    ...waiting.oldest ? [[words.oldest, ago(Date.parse(waiting.oldest))] as [string, string]] : [],
    [words.contact, contactAt ? ago(contactAt) : words.never],
    [words.skew, skewIn(clock, language)],
    [words.refused, `${waiting.refused}`],
    ...refusal ? [[words.refusal, reasonsOf(refusal)] as [string, string]] : [],
    [words.presses, `${state.presses}`],
    [words.ignored, `${state.ignored}`],
    [words.storage, state.isPersistent ? words.persistent : words.notPersistent],
    [words.version, state.version],
  ];
}

function skewIn({ skewMillis }: Clock, language: string): string {
  const words = wordsOf(language);
  return skewMillis === undefined
    ? words.never
    : Math.abs(skewMillis) < SKEW_MILLIS_MIN
    ? words.exact
    : (skewMillis > 0 ? words.ahead : words.behind)(lengthOf(skewMillis, language));
}

function reasonsOf({ reason, violations }: FeedbackProblem): string {
  return violations?.[0] ? violations.map(({ field, reason }) => `${field}: ${reason}`).join(", ") : reason;
}
