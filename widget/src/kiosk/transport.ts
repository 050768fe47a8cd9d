import type { FeedbackProblem } from "../onthaal.d.ts";

/** Longer than the server takes for a whole batch, or to refuse it. */
const DEADLINE_MILLIS = 15_000;

/** What came back. Without `reason` it is no word of the service: nobody answered, or something in between did. */
export interface Reply {
  /** 0 where nobody answered. */
  status: number;
  body: unknown;
  reason?: string;
  retryAfterMillis: number;
}

/** One call to the server that this page came from. */
export type Call = (path: string, body: unknown, secret?: string) => Promise<Reply>;

/** Never throws: whatever goes wrong is a reply of nobody. */
export const call: Call = async (path, body, secret) => {
  try {
    const response = await fetch(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", ...secret && { Authorization: `Bearer ${secret}` } },
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(DEADLINE_MILLIS),
    });
    const answer = await response.json() as Partial<FeedbackProblem>;
    return {
      status: response.status,
      body: answer,
      ...!response.ok && answer.reason && { reason: answer.reason },
      retryAfterMillis: 1_000 * +response.headers.get("Retry-After")! || 0,
    };
  } catch {
    return { status: 0, body: undefined, retryAfterMillis: 0 };
  }
};
