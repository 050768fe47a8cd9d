import { type Answer, type Rating, ratingId } from "./submission.ts";
import { call, type Refusal } from "./transport.ts";

/** After this an unsent rating is dropped: what somebody said yesterday must not linger on a shared device. */
export const LIFE_MILLIS = 24 * 3_600_000;
/** More unsent ratings than one person gives in a day; keeps the page's own storage free. */
export const RATINGS_MAX = 50;
/** So far ahead of its own clock the service takes an id; it says until when. */
const AHEAD_MILLIS_MAX = 24 * 3_600_000;
/** About what a service needs to be restarted. */
export const RETRY_MILLIS_MIN = 5_000;
export const RETRY_MILLIS_MAX = 300_000;
/** Each rating has its own key, so that tabs never write over each other. */
export const PREFIX = "onthaal.unsent.";

/** A rating with what was added to it since, and the right to add. */
export interface Entry {
  server: string;
  rating: Rating;
  amendment?: { answers: Answer[]; comment: string };
  /** Code of the receipt; known once the rating itself is stored. */
  code?: unknown;
}

/** What to do as soon as a kept rating of this page is stored, by its id; the entry may have another one then. */
export const delivered: Record<string, (entry: Entry) => void> = {};

let retryMillis = RETRY_MILLIS_MIN;
let timer: unknown;

/**
 * Keeps an entry, then tries to send it. An id is deleted only when its receipt came, the service refused it for good, or its
 * life is over; one that tells a time that cannot be is replaced, once, by one of the service's time. Nothing comes back when everything is stored; else why not, and whether it is kept for later.
 */
export async function deliver(entry: Entry, isKept = keep(entry)): Promise<(Refusal & { queued: boolean }) | undefined> {
  const { id } = entry.rating;
  let text = JSON.stringify(entry);
  let refusal = await send(entry);
  // Where the device's clock is more than a day ahead its ids are refused; the times of the rating are corrected by `sentAt`.
  const latest = Date.parse(refusal?.problem.violations?.find(({ field }) => field === "id")?.expected.split(" ").pop()!);
  if (latest) {
    delete kept()[PREFIX + id];
    entry.rating.id = ratingId(latest - AHEAD_MILLIS_MAX, crypto.getRandomValues(new Uint8Array(10)));
    isKept = keep(entry);
    text = JSON.stringify(entry);
    refusal = await send(entry);
  }
  const again = refusal?.again;
  if (again) {
    flushLater(refusal!.retryAfterMillis);
  } else if (kept()[PREFIX + entry.rating.id] === text) {
    // Another text stands there when something was added meanwhile: that is still to be sent.
    delete kept()[PREFIX + entry.rating.id];
  }
  if (!refusal) {
    delivered[id]?.(entry);
  }
  return refusal && { ...refusal, queued: !!again && isKept };
}

/** Sends what is left from before, one tab at a time; stops at the first that does not get through, and comes back later. */
export async function flush(): Promise<void> {
  try {
    await navigator.locks.request(PREFIX, { ifAvailable: true }, (lock) => lock && sendAll());
  } catch {
    // Where locks are not there, or not allowed, two tabs may send the same: the service counts it once.
    await sendAll();
  }
}

async function sendAll(): Promise<void> {
  for (const key of keys()) {
    const entry = read(key);
    const refusal = entry && await deliver(entry, true);
    if (refusal?.again) {
      return;
    }
    if (refusal) {
      console.warn("onthaal: a kept rating was refused", refusal.problem);
    }
  }
  retryMillis = RETRY_MILLIS_MIN;
}

/** The rating first, with the content that its id stands for, then what was added. */
async function send(entry: Entry): Promise<Refusal | undefined> {
  const { server, rating } = entry;
  if (!entry.code) {
    const reply = await call("POST", `${server}/v1/ratings`, { ...rating, sentAt: new Date().toISOString() });
    if (reply.problem) {
      return reply;
    }
    const { id, code } = reply.body as { id: unknown; code: unknown };
    if (id !== rating.id) {
      return { problem: { reason: "UNREACHABLE", detail: "no receipt" }, again: true };
    }
    entry.code = code;
  }
  if (entry.amendment) {
    const reply = await call("PATCH", `${server}/v1/ratings/${rating.id}`, entry.amendment, entry.code);
    if (reply.problem) {
      return reply;
    }
  }
  return undefined;
}

function keep(entry: Entry): boolean {
  const key = PREFIX + entry.rating.id;
  try {
    if (keys().length < RATINGS_MAX || localStorage[key]) {
      localStorage[key] = JSON.stringify(entry);
      return true;
    }
  } catch (full) {
    console.warn("onthaal: nothing can be kept", full);
  }
  return false;
}

/** The entry under a key; one that is too old, or that something else has written over, is removed. */
function read(key: string): Entry | undefined {
  try {
    const entry = JSON.parse(kept()[key]!);
    if (Date.now() - Date.parse(entry.rating.ratedAt) < LIFE_MILLIS) {
      return entry;
    }
  } catch {
    // Not ours: nothing in it can be sent.
  }
  delete kept()[key];
  return undefined;
}

function keys(): string[] {
  return Object.keys(kept()).filter((key) => key.startsWith(PREFIX));
}

/** What all tabs of the site share; nothing in a sandboxed frame, in some apps, or where the browser is told to keep nothing. */
function kept(): Record<string, string> {
  try {
    return localStorage ?? {};
  } catch {
    return {};
  }
}

function flushLater(askedMillis = 0): void {
  // At random, so that the devices of a whole office do not come back at the same moment.
  timer ??= setTimeout(() => {
    timer = undefined;
    flush();
  }, Math.max(askedMillis, retryMillis / 2) * (1 + Math.random()));
  retryMillis = Math.min(retryMillis * 2, RETRY_MILLIS_MAX);
}
