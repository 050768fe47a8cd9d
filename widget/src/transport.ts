import type { FeedbackProblem } from "./onthaal.d.ts";

/** Longer than the service takes to refuse by itself; then a rating is queued and its person thanked. */
export const DEADLINE_MILLIS = 8_000;

/** Why something was not done. `again` says that the same may succeed later. */
export interface Refusal {
  problem: FeedbackProblem;
  again: boolean;
  retryAfterMillis?: number;
}

/** The service's answer, or why there is none. */
export type Reply = { body: unknown; problem?: undefined } | Refusal;

/** Calls without cookies and without telling where from; goes on while the page is being left. */
export async function call(method: string, address: string, body?: unknown, receiptCode?: unknown): Promise<Reply> {
  try {
    const response = await fetch(address, {
      method,
      // As a text, which another site may send without asking first.
      body: JSON.stringify(body),
      headers: receiptCode ? { Authorization: `Receipt ${receiptCode}` } : {},
      credentials: "omit",
      referrerPolicy: "no-referrer",
      keepalive: true,
      signal: AbortSignal.timeout(DEADLINE_MILLIS),
    } as RequestInit);
    const answer = await response.json();
    return response.ok ? { body: answer } : {
      problem: answer,
      // What stands between us and the service may refuse too, but only the service gives a reason.
      again: !answer.reason || response.status === 429 || response.status > 499,
      retryAfterMillis: 1_000 * +response.headers.get("Retry-After")! || 0,
    };
  } catch (error) {
    return { problem: { reason: "UNREACHABLE", detail: `${error}` }, again: true };
  }
}
