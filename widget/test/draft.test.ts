import { type Draft, type Occasion, submit } from "../src/draft.ts";
import { ratingId } from "../src/submission.ts";
import { type Questions, UNKNOWN } from "../src/survey.ts";
import { same } from "./checks.ts";
import { down, World } from "./world.ts";

const survey: Questions = {
  questions: [
    { code: "overall", metric: "CSAT", text: "", points: [] },
    { code: "ease", metric: "CES", text: "", points: [] },
  ],
};
let count = 100;
const occasion = (): Occasion => ({
  server: "https://feedback.example",
  rating: {
    id: ratingId(Date.now(), new Uint8Array(10).fill(++count)),
    ratedAt: new Date().toISOString(),
    touchpoint: "parking-permit",
    language: "fr",
  },
});
const draft = (score: number): Draft => ({ checked: { overall: [`${score}`] }, comment: "" });

Deno.test("the same is never sent twice", async () => {
  const world = new World();
  const mine = draft(4);
  const first = await submit(mine, survey, occasion);
  const second = await submit(mine, survey, occasion);

  same(second, first);
  same(world.calls.length, 1);
  same(mine.isComplete, true);
});

Deno.test("a score alone leaves room for more, and more ends it", async () => {
  const world = new World();
  const mine = draft(4);
  await submit(mine, survey, occasion);
  same(!!mine.isComplete, false);
  mine.checked.ease = ["7"];
  mine.comment = "  Merci\u0007 ";
  await submit(mine, survey, occasion);

  same(mine.isComplete, true);
  same(world.calls[1]!.body, { answers: [{ question: "overall", score: 4 }, { question: "ease", score: 7 }], comment: "Merci" });
});

Deno.test("what was refused for good is given a new id when it is sent again", async () => {
  const world = new World();
  world.answer = () => ({ status: 400, body: { reason: "VIOLATIONS", detail: "" } });
  const mine = draft(4);
  const outcome = await submit(mine, survey, occasion);
  world.answer = (_method, id) => ({ status: 200, body: { id } });
  await submit(mine, survey, occasion);

  same("problem" in outcome && outcome.problem.reason, "VIOLATIONS");
  same(new Set(world.calls.map(({ body }) => body.id)).size, 2);
  same(mine.submitted?.delivered, true);
});

Deno.test("what was lost may have arrived: it keeps its id and its content, and what changed amends it", async () => {
  const world = new World();
  Object.defineProperty(globalThis, "localStorage", { configurable: true, value: undefined });
  world.answer = down;
  const mine = draft(4);
  const outcome = await submit(mine, survey, occasion);
  mine.checked.overall = ["2"];
  world.answer = (_method, id) => ({ status: 200, body: { id, code: "c" } });
  await submit(mine, survey, occasion);

  same("problem" in outcome && outcome.problem.reason, "UNREACHABLE");
  same(world.calls.map(({ method }) => method), ["POST", "POST", "PATCH"]);
  same(world.calls[0]!.body.id, world.calls[1]!.body.id);
  same(world.calls[1]!.body.answers, [{ question: "overall", score: 4 }]);
  same(world.calls[2]!.body.answers, [{ question: "overall", score: 2 }]);
  await world.runTimers();
});

Deno.test("an amendment that is refused leaves the rating as it is, and is not sent again by itself", async () => {
  const world = new World();
  const mine = draft(4);
  await submit(mine, survey, occasion);
  mine.comment = "x";
  world.answer = () => ({ status: 409, body: { reason: "EDIT_WINDOW_OVER", detail: "" } });
  const outcome = await submit(mine, survey, occasion);

  same("problem" in outcome && outcome.problem.reason, "EDIT_WINDOW_OVER");
  same(mine.submitted?.score, 4);
  same(world.kept(), []);
});

Deno.test("without a survey the score alone is sent, and without a score nothing is", async () => {
  const world = new World();
  same("problem" in await submit({ checked: {}, comment: "x" }, survey, occasion), true);
  same(world.calls.length, 0);
  await submit({ checked: { "": ["5"] }, comment: "" }, UNKNOWN, occasion);

  same(world.calls[0]!.body.answers, [{ question: "", score: 5 }]);
});
