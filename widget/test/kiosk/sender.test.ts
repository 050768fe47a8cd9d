import { backoffMillis, RETRY_MILLIS_MAX } from "../../src/kiosk/backoff.ts";
import type { Press, Refused } from "../../src/kiosk/queue.ts";
import { BATCH_MAX, type Contact, type Outgoing, Sender } from "../../src/kiosk/sender.ts";
import type { Reply } from "../../src/kiosk/transport.ts";
import { verdicts } from "../../src/kiosk/verdicts.ts";
import type { Rating } from "../../src/submission.ts";
import { holds, same } from "../checks.ts";

const TAKEN = 200;

class Shelf implements Outgoing {
  readonly refused: Refused[] = [];

  constructor(public presses: Press[]) {}

  batch(countMax: number): Promise<Press[]> {
    return Promise.resolve(this.presses.slice(0, countMax));
  }

  settle(acknowledged: Press[], refused: Refused[], renewed: Press[]): Promise<void> {
    const gone = [...acknowledged, ...refused].map(({ order }) => order);
    this.presses = this.presses.filter(({ order }) => !gone.includes(order))
      .map((one) => renewed.find(({ order }) => order === one.order) ?? one);
    this.refused.push(...refused);
    return Promise.resolve();
  }
}

/** Presses that wait, a server, and timers that run when the test says so. */
class Stand {
  readonly sent: Rating[][] = [];
  readonly told: Contact[] = [];
  readonly timers: { work: () => void; millis: number }[] = [];
  readonly shelf: Shelf;
  readonly sender: Sender;
  reply: (ratings: Rating[]) => Reply = (ratings) => replied(TAKEN, { results: ratings.map(({ id }) => ({ receipt: { id } })) });

  constructor(count: number) {
    this.shelf = new Shelf(Array.from({ length: count }, (_, index) => press(index + 1)));
    this.sender = new Sender({
      queue: this.shelf,
      send: (ratings) => {
        this.sent.push(ratings as Rating[]);
        return Promise.resolve(this.reply(ratings as Rating[]));
      },
      now: () => 0,
      tell: (contact) => this.told.push(contact),
      later: (work, millis) => this.timers.push({ work, millis }),
    });
  }
}

function press(order: number): Press {
  return { order, rating: { id: `id-${order}`, ratedAt: "2026-03-05T12:00:00Z", touchpoint: "desk", answers: [{ score: 4 }] } };
}

function replied(status: number, body: unknown, reason?: string): Reply {
  return { status, body, ...reason && { reason }, retryAfterMillis: 0 };
}

Deno.test("everything is sent, the oldest first, in batches, each with the time of its sending", async () => {
  const stand = new Stand(BATCH_MAX + 50);

  await stand.sender.sendNow();

  same(stand.sent.map((batch) => [batch.length, batch[0]!.id]), [[BATCH_MAX, "id-1"], [50, `id-${BATCH_MAX + 1}`]]);
  same((stand.sent[0]![0] as Rating & { sentAt: string }).sentAt, "1970-01-01T00:00:00.000Z");
  same([stand.shelf.presses.length, stand.told.at(-1), stand.timers.length], [0, "reached", 0]);
});

Deno.test("nothing is left out that the server did not name, whatever it says", async () => {
  const stand = new Stand(4);
  stand.reply = (ratings) =>
    ratings.length === 4
      ? replied(TAKEN, { results: [{ receipt: { id: "id-1" } }, { receipt: { id: "another" } }, { problem: { reason: "OVERLOADED" } }] })
      : replied(TAKEN, {});

  await stand.sender.sendNow();

  same(stand.shelf.presses.map(({ order }) => order), [2, 3, 4]);
  same([stand.timers.length, stand.shelf.refused.length], [1, 0]);
});

Deno.test("a server that is away is tried again, later each time, and one press more does not hurry that", async () => {
  const stand = new Stand(1);
  stand.reply = () => replied(0, undefined);

  await stand.sender.sendNow();
  stand.sender.wake();
  await Promise.resolve();
  same([stand.sent.length, stand.told, stand.timers.length], [1, ["unreachable"], 1]);
  stand.timers.splice(0)[0]!.work();
  await new Promise((later) => setTimeout(later));

  same([stand.sent.length, stand.timers.length, stand.shelf.presses.length], [2, 1, 1]);
});

Deno.test("a server that was reached otherwise is not waited for, unless it asked for time", async () => {
  for (const [askedMillis, tries] of [[0, 2], [30_000, 1]] as const) {
    const stand = new Stand(1);
    stand.reply = () => ({ ...replied(503, undefined), retryAfterMillis: askedMillis });
    await stand.sender.sendNow();
    stand.sender.reached();
    await new Promise((later) => setTimeout(later));

    same(stand.sent.length, tries);
  }
});

Deno.test("a key that is refused keeps everything and says which way", async () => {
  for (const [status, reason, told] of [[401, "KEY_REVOKED", "key-revoked"], [401, "KEY_UNKNOWN", "key-unknown"], [403, "KEY_SCOPE", "key-unknown"]] as const) {
    const stand = new Stand(3);
    stand.reply = () => replied(status, { reason }, reason);

    await stand.sender.sendNow();

    same([stand.told, stand.shelf.presses.length, stand.shelf.refused.length, stand.timers.length], [[told], 3, 0, 1]);
  }
});

Deno.test("what is refused is kept apart with its reason, and the others go on", async () => {
  const stand = new Stand(3);
  stand.reply = (ratings) =>
    replied(TAKEN, {
      results: ratings.map(({ id }) => id === "id-2" ? { problem: { reason: "VIOLATIONS", detail: "no" } } : { receipt: { id } }),
    });

  await stand.sender.sendNow();

  same(stand.shelf.presses, []);
  same(stand.shelf.refused.map(({ order, problem }) => [order, problem.reason]), [[2, "VIOLATIONS"]]);
});

Deno.test("one press that spoils its whole batch is found, and alone is kept apart", async () => {
  const stand = new Stand(20);
  stand.reply = (ratings) =>
    ratings.some(({ id }) => id === "id-13")
      ? replied(400, { reason: "BODY_UNREADABLE" }, "BODY_UNREADABLE")
      : replied(TAKEN, { results: ratings.map(({ id }) => ({ receipt: { id } })) });

  await stand.sender.sendNow();

  same([stand.shelf.presses.length, stand.shelf.refused.map(({ order }) => order)], [0, [13]]);
});

Deno.test("an id of an impossible time is replaced once, and then kept apart", () => {
  const problem = {
    reason: "VIOLATIONS",
    detail: "",
    violations: [{ field: "id", reason: "ID_NOT_V7", expected: "a time to 2026-03-06T12:00:00Z" }],
  };
  const random = () => new Uint8Array(10);

  const [renewed] = verdicts([press(1)], [{ problem }], random).renewed;
  same(renewed!.rating.id.slice(0, 13), Date.parse("2026-03-05T12:00:00Z").toString(16).padStart(12, "0").replace(/(.{8})/, "$1-"));
  same([renewed!.order, renewed!.rating.ratedAt], [1, press(1).rating.ratedAt]);
  same(verdicts([renewed!], [{ problem }], random).refused.length, 1);
});

Deno.test("pauses grow to five minutes, differ by chance, and are no shorter than the server asks", () => {
  same([backoffMillis(1, 0, 0), backoffMillis(2, 0, 0), backoffMillis(2, 0, 1)], [2_500, 5_000, 10_000]);
  same(backoffMillis(99, 0, 1), RETRY_MILLIS_MAX);
  same(backoffMillis(1, 30_000, 0), 30_000);
  holds(new Set(Array.from({ length: 20 }, () => backoffMillis(3))).size > 1, "two kiosks do not come back together");
});
