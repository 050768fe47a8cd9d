import { answersOf, checkedBy } from "../src/submission.ts";
import { DONT_KNOW, isAsked, type Question, type Survey } from "../src/survey.ts";
import { holds, same } from "./checks.ts";

const scale = (scores: number[]) => scores.map((score) => ({ score, label: `${score}` }));

const survey: Survey = {
  touchpoint: "parking-permit",
  version: 3,
  language: "en",
  questions: [
    { code: "overall", metric: "CSAT", text: "How?", points: scale([1, 2, 3, 4, 5]), dontKnowOffered: true },
    {
      code: "reasons",
      text: "Why?",
      points: [],
      choices: [{ code: "waiting", label: "Waiting" }, { code: "staff", label: "Staff" }],
      severalAllowed: true,
      askedWhen: { question: "", scores: [1, 2] },
    },
    { code: "ease", metric: "CES", text: "Easy?", points: scale([1, 2, 3, 4, 5, 6, 7]), askedWhen: { scores: [1, 2, 3] } },
    { code: "why-hard", metric: "THUMBS", text: "Found?", points: scale([0, 1]), askedWhen: { question: "ease", scores: [1] } },
  ],
};
const [core, reasons, , hard] = survey.questions as [Question, Question, Question, Question];

Deno.test("a question without a condition is always asked", () => {
  holds(isAsked(core, survey, {}), "the core question of an empty rating");
});

Deno.test("a branch follows the core question when it names none", () => {
  holds(!isAsked(reasons, survey, {}), "nothing was answered yet");
  holds(isAsked(reasons, survey, { overall: ["2"] }), "2 is one of its scores");
  holds(!isAsked(reasons, survey, { overall: ["3"] }), "3 is none of them");
  holds(!isAsked(reasons, survey, { overall: [DONT_KNOW] }), "nor is a don't-know");
});

Deno.test("a branch of a question that is not asked itself is not asked", () => {
  holds(isAsked(hard, survey, { overall: ["1"], ease: ["1"] }), "both conditions hold");
  holds(!isAsked(hard, survey, { overall: ["5"], ease: ["1"] }), "ease was answered and then left by another branch");
});

Deno.test("answers that lead nowhere any more are not sent", () => {
  same(answersOf(survey, { overall: ["4"], reasons: ["staff"], ease: ["7"] }), [{ question: "overall", score: 4 }]);
});

Deno.test("scores, choices and don't-knows are each written as the contract has them", () => {
  same(answersOf(survey, { ease: ["1"], "why-hard": ["0"], reasons: ["waiting", "staff"], overall: ["1"] }), [
    { question: "overall", score: 1 },
    { question: "reasons", choices: { codes: ["waiting", "staff"] } },
    { question: "ease", score: 1 },
    { question: "why-hard", score: 0 },
  ]);
  same(answersOf(survey, { overall: [DONT_KNOW] }), [{ question: "overall", dontKnow: {} }]);
});

Deno.test("a page that asks by itself says the same as a person who checks", () => {
  const input = { score: 2, answers: { reasons: ["staff"], ease: 1, "why-hard": "dont-know" as const } };
  same(answersOf(survey, checkedBy(input, "overall", {})), [
    { question: "overall", score: 2 },
    { question: "reasons", choices: { codes: ["staff"] } },
    { question: "ease", score: 1 },
    { question: "why-hard", dontKnow: {} },
  ]);
});

Deno.test("a score of nought counts, and later words replace earlier ones only where they speak", () => {
  same(checkedBy({ score: 0 }, "useful", {}), { useful: ["0"] });
  same(checkedBy({ comment: "x" }, "useful", { useful: ["1"] }), { useful: ["1"] });
  same(checkedBy({ dontKnow: true }, "useful", { useful: ["1"] }), { useful: [DONT_KNOW] });
});
