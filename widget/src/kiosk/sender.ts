import type { FeedbackProblem } from "../onthaal.d.ts";
import { backoffMillis } from "./backoff.ts";
import type { Press, Refused } from "./queue.ts";
import type { Reply } from "./transport.ts";
import { type Result, verdicts } from "./verdicts.ts";

/** Far below what the server takes at once in number and in bytes. */
export const BATCH_MAX = 200;

/** What is to be sent, and what became of it. */
export interface Outgoing {
  batch(countMax: number): Promise<Press[]>;
  settle(acknowledged: Press[], refused: Refused[], renewed: Press[]): Promise<void>;
}

/** How it went with the server. */
export type Contact = "reached" | "unreachable" | "key-revoked" | "key-unknown";

/** What an answer says of it. */
export function contactOf({ status, reason }: Reply): Contact {
  return status === 200
    ? "reached"
    : !reason || (status !== 401 && status !== 403)
    ? "unreachable"
    : reason === "KEY_REVOKED"
    ? "key-revoked"
    : "key-unknown";
}

/** What a sender needs. */
export interface Way {
  queue: Outgoing;
  /** Sends ratings; absent while the kiosk is not paired. */
  send: (ratings: unknown[]) => Promise<Reply> | undefined;
  /** Milliseconds since 1970. */
  now: () => number;
  tell: (contact: Contact) => void;
  later: (work: () => void, millis: number) => unknown;
}

/**
 * Sends what waits, oldest first, one batch after the other, and comes back later where that fails: for ever, as nothing is ever
 * given up. A key that is refused changes nothing of what is kept.
 */
export class Sender {
  #running: Promise<void> | undefined;
  #failures = 0;
  #sizeMax = BATCH_MAX;
  #isWaiting = false;
  #wasAsked = false;
  #again = false;

  constructor(private readonly way: Way) {}

  /** Something new waits; while the server is away it waits with the rest. */
  wake(): void {
    if (!this.#isWaiting) {
      this.sendNow();
    }
  }

  /** The server was reached some other way: what waits for it need not wait longer, unless it asked for that. */
  reached(): void {
    if (this.#isWaiting && !this.#wasAsked) {
      this.sendNow();
    }
  }

  /** Tries at once, whatever failed before. */
  sendNow(): Promise<void> {
    this.#again = !!this.#running;
    return this.#running ??= this.#sendAll().catch(() => this.#comeBack(0)).finally(() => {
      this.#running = undefined;
      if (this.#again) {
        this.#again = false;
        this.wake();
      }
    });
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const batch = await this.way.queue.batch(this.#sizeMax);
      const sentAt = new Date(this.way.now()).toISOString();
      const sent = batch[0] && this.way.send(batch.map(({ rating }) => ({ ...rating, sentAt })));
      if (!sent) {
        return;
      }
      const reply = await sent;
      if (!await this.#isSettled(batch, reply)) {
        this.way.tell(contactOf(reply));
        this.#comeBack(reply.retryAfterMillis);
        return;
      }
      this.#failures = 0;
      this.way.tell("reached");
    }
  }

  /** Whether the next batch may follow at once. */
  async #isSettled(batch: Press[], reply: Reply): Promise<boolean> {
    if (reply.status === 200) {
      const { acknowledged, refused, renewed } = verdicts(batch, (reply.body as { results?: Result[] }).results ?? []);
      await this.way.queue.settle(acknowledged, refused, renewed);
      return acknowledged.length + refused.length + renewed.length > 0;
    }
    // Refused as a whole by the service itself: something in it is at fault, and what is not is not to wait for it.
    if (reply.reason && (reply.status === 400 || reply.status === 413)) {
      if (batch.length > 1) {
        this.#sizeMax = batch.length >> 1;
      } else {
        await this.way.queue.settle([], [{ ...batch[0]!, problem: reply.body as FeedbackProblem }], []);
        this.#sizeMax = BATCH_MAX;
      }
      return true;
    }
    return false;
  }

  #comeBack(askedMillis: number): void {
    this.#wasAsked = askedMillis > 0;
    if (!this.#isWaiting) {
      this.#isWaiting = true;
      this.way.later(() => {
        this.#isWaiting = false;
        this.sendNow();
      }, backoffMillis(++this.#failures, askedMillis));
    }
  }
}
