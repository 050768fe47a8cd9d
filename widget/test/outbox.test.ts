import { deliver, delivered, type Entry, flush, LIFE_MILLIS, PREFIX, RATINGS_MAX } from "../src/outbox.ts";
import { ratingId } from "../src/submission.ts";
import { holds, same } from "./checks.ts";
import { type Answer, down, World } from "./world.ts";

let count = 0;

function entry(ageMillis = 0): Entry {
  const millis = Date.now() - ageMillis;
  const id = ratingId(millis, new Uint8Array(10).fill(++count));
  return {
    server: "https://feedback.example",
    rating: { id, ratedAt: new Date(millis).toISOString(), touchpoint: "parking-permit", answers: [{ score: 4 }] },
  };
}

Deno.test("a rating is kept before it is sent and gone once its receipt came", async () => {
  const world = new World();
  const one = entry();
  let keptMeanwhile: string[] = [];
  world.during = () => keptMeanwhile = world.kept();

  same(await deliver(one), undefined);

  same(keptMeanwhile, [PREFIX + one.rating.id]);
  same(world.kept(), []);
  same(world.calls.map(({ method, path }) => [method, path]), [["POST", "/v1/ratings"]]);
  holds(typeof world.calls[0]!.body.sentAt === "string", "each try says when it was sent");
});

Deno.test("a rating that nobody takes is queued, and sent with the same content until somebody does", async () => {
  const world = new World();
  world.answer = down;
  const one = entry();

  const refusal = await deliver(one);
  await world.runTimers();
  world.answer = (_method, id) => ({ status: 200, body: { id, code: "c" } });
  await world.runTimers();

  same([refusal?.queued, refusal?.problem.reason], [true, "UNREACHABLE"]);
  const sent = world.calls.map(({ body }) => JSON.stringify({ ...body, sentAt: "" }));
  same(sent.length, 3);
  same(new Set(sent).size, 1);
  same(world.kept(), []);
});

for (const status of [429, 500, 503]) {
  Deno.test(`an answer ${status} is no refusal for good`, async () => {
    const world = new World();
    world.answer = () => ({ status, body: { reason: "OVERLOADED", detail: "" }, headers: { "Retry-After": "120" } });

    same((await deliver(entry()))?.queued, true);

    same(world.kept().length, 1);
    holds(world.timers[0]!.millis >= 120_000, "it waits for as long as it was told");
    world.answer = (_method, id) => ({ status: 200, body: { id } });
    await world.runTimers();
    same(world.kept(), []);
  });
}

Deno.test("an answer that is no receipt of this id, such as a log-in page's, acknowledges nothing", async () => {
  const world = new World();
  world.answer = () => ({ status: 200, body: { welcome: true } });
  same((await deliver(entry()))?.queued, true);
  world.answer = () => ({ status: 403, body: { error: "a proxy" } });
  await world.runTimers();

  same(world.kept().length, 1);
  world.answer = (_method, id) => ({ status: 200, body: { id } });
  await world.runTimers();
});

Deno.test("what the service refuses for good is not kept", async () => {
  const world = new World();
  world.answer = () => ({ status: 400, body: { reason: "VIOLATIONS", detail: "answers: expected 1 to 5" } });

  const refusal = await deliver(entry());

  same([refusal?.queued, refusal?.again, refusal?.problem.reason], [false, false, "VIOLATIONS"]);
  same(world.kept(), []);
  same(world.timers.length, 0);
});

const timeOf = (id: string) => parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
/** As the service refuses an id, at its time. */
const idRefused = (time: number): Answer => {
  const expected = `a UUID of version 7 that begins with a time from 2000-01-01T00:00:00Z to ${new Date(time + LIFE_MILLIS).toISOString()}`;
  return { status: 400, body: { reason: "VIOLATIONS", detail: "", violations: [{ field: "id", reason: "ID_NOT_V7", expected }] } };
};

/** A service whose clock stands at its time, and which takes an id up to a day ahead of it. */
function strictAbout(time: number, world: World, status = 200): void {
  world.answer = (_method, id) => timeOf(id) <= time + LIFE_MILLIS ? { status, body: { id, code: "c" } } : idRefused(time);
}

Deno.test("a device whose clock is days ahead sends the same with an id of the service's time", async () => {
  const world = new World();
  const serviceTime = Date.now() - 3 * LIFE_MILLIS;
  strictAbout(serviceTime, world);
  const one = entry();
  const first = one.rating.id;

  same(await deliver(one), undefined);

  same(world.calls.map(({ body }) => body.id), [first, one.rating.id]);
  const [refused, taken] = world.calls.map(({ body }) => JSON.stringify({ ...body, id: "", sentAt: "" }));
  same(taken, refused);
  same(timeOf(one.rating.id), serviceTime);
  same(world.kept(), []);
});

Deno.test("an id of the service's time is kept, and stays when it is sent again", async () => {
  const world = new World();
  const serviceTime = Date.now() - 3 * LIFE_MILLIS;
  strictAbout(serviceTime, world, 503);
  const one = entry();
  same((await deliver(one))?.queued, true);
  same(world.kept(), [PREFIX + one.rating.id]);

  strictAbout(serviceTime, world);
  await world.runTimers();

  same(world.calls.length, 3);
  same(world.calls[2]!.body.id, world.calls[1]!.body.id);
  same(world.kept(), []);
});

Deno.test("an id that is refused once more is not replaced again", async () => {
  const world = new World();
  world.answer = () => idRefused(Date.now());
  same((await deliver(entry()))?.queued, false);
  same(world.calls.length, 2);

  world.answer = () => ({
    status: 400,
    body: { reason: "VIOLATIONS", detail: "", violations: [{ field: "id", reason: "ID_MALFORMED", expected: "a form" }] },
  });
  same((await deliver(entry()))?.queued, false);
  same(world.calls.length, 3);
  same(world.kept(), []);
});

Deno.test("who waits hears that a kept rating is stored, once it is", async () => {
  const world = new World();
  world.answer = down;
  const one = entry();
  const heard: unknown[] = [];
  await deliver(one);
  delivered[one.rating.id] = ({ code }) => heard.push(code);
  await world.runTimers();
  same(heard, []);
  world.answer = (_method, id) => ({ status: 200, body: { id, code: "c" } });
  await world.runTimers();

  same(heard, ["c"]);
});

Deno.test("what is added goes with the receipt's code, after the rating with its first content", async () => {
  const world = new World();
  world.answer = down;
  const one = entry();
  await deliver(one);
  one.amendment = { answers: [{ score: 4 }], comment: "Merci" };
  await deliver(one);
  world.calls.length = 0;
  world.answer = (_method, id) => ({ status: 200, body: { id, code: "secret" } });
  await world.runTimers();

  same(world.calls.map(({ method, path, receipt }) => [method, path, receipt]), [
    ["POST", "/v1/ratings", null],
    ["PATCH", `/v1/ratings/${one.rating.id}`, "Receipt secret"],
  ]);
  holds(!("comment" in world.calls[0]!.body), "the id stands for what it was first sent with");
  same(world.calls[1]!.body, { answers: [{ score: 4 }], comment: "Merci" });
  same(world.kept(), []);
});

Deno.test("an amendment that fails is queued with the right to amend", async () => {
  const world = new World();
  const one = entry();
  await deliver(one);
  world.answer = down;
  one.amendment = { answers: [{ score: 4 }], comment: "Later" };

  same((await deliver(one))?.queued, true);
  world.answer = (_method, id) => ({ status: 200, body: { id } });
  await world.runTimers();

  same(world.calls.slice(1).map(({ method }) => method), ["PATCH", "PATCH"]);
  same(world.kept(), []);
});

Deno.test("what another tab added while the rating was on its way is not deleted with it", async () => {
  const world = new World();
  const one = entry();
  const key = PREFIX + one.rating.id;
  world.during = () => {
    if (world.calls.length === 1) {
      world.stored[key] = JSON.stringify({ ...one, amendment: { answers: [{ score: 1 }], comment: "" } });
    }
  };
  await deliver(one);
  same(world.kept(), [key]);

  await flush();

  same(world.calls.map(({ method }) => method), ["POST", "POST", "PATCH"]);
  same(world.kept(), []);
});

Deno.test("after a day a rating is no longer kept, and rubbish neither", async () => {
  const world = new World();
  const old = entry(LIFE_MILLIS + 1);
  const young = entry(LIFE_MILLIS - 60_000);
  [old, young].forEach((one) => world.stored[PREFIX + one.rating.id] = JSON.stringify(one));
  world.stored[`${PREFIX}x`] = "{";
  world.stored["other.thing"] = "{";

  await flush();

  same(world.calls.map(({ body }) => body.id), [young.rating.id]);
  same(Object.keys(world.stored), ["other.thing"]);
});

Deno.test("a service that is down is asked once per round, not once per rating", async () => {
  const world = new World();
  world.answer = down;
  for (let i = 0; i < 5; i++) {
    const one = entry();
    world.stored[PREFIX + one.rating.id] = JSON.stringify(one);
  }

  await flush();

  same(world.calls.length, 1);
  same(world.timers.length, 1);
  world.answer = (_method, id) => ({ status: 200, body: { id } });
  await world.runTimers();
  same(world.kept(), []);
  same(world.calls.length, 6);
});

Deno.test("pauses grow and have an end", async () => {
  const world = new World();
  world.answer = down;
  const one = entry();
  world.stored[PREFIX + one.rating.id] = JSON.stringify(one);
  await flush();
  const pauses: number[] = [];
  for (let i = 0; i < 12; i++) {
    pauses.push(world.timers[0]!.millis);
    await world.runTimers();
  }
  world.stored = {};
  holds(pauses[0]! >= 2_500 && pauses[0]! <= 5_000, `first pause: ${pauses[0]}`);
  holds(pauses[11]! >= 150_000 && pauses[11]! <= 300_000, `last pause: ${pauses[11]}`);
  world.answer = (_method, id) => ({ status: 200, body: { id } });
  await world.runTimers();
});

Deno.test("one rating more than may be kept is lost openly, not instead of another", async () => {
  const world = new World();
  world.answer = down;
  for (let i = 0; i < RATINGS_MAX; i++) {
    world.stored[PREFIX + entry().rating.id] = "{}";
  }

  const refusal = await deliver(entry());

  same([refusal?.queued, refusal?.again], [false, true]);
  same(world.kept().length, RATINGS_MAX);
  Object.keys(world.stored).forEach((key) => delete world.stored[key]);
  await world.runTimers();
});

Deno.test("where nothing can be kept a rating is sent all the same, and lost openly", async () => {
  const world = new World();
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get: () => {
      throw new DOMException("denied", "SecurityError");
    },
  });
  same(await deliver(entry()), undefined);
  world.answer = down;

  const refusal = await deliver(entry());

  same([refusal?.queued, refusal?.again], [false, true]);
});
