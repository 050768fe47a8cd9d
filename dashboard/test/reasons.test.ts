import { lines } from "../src/figures/ShareBars.tsx";
import { REASON_WORDS } from "../src/i18n/reasons/index.ts";
import { type ChoiceRow, effectOf, grouped, oneSided, questionsOf } from "../src/service/reasons.ts";
import { same } from "./claims.ts";

function row(choice: string, low: number, high: number, more: Partial<ChoiceRow> = {}): ChoiceRow {
  const sides = { chosen: { n: 50 }, others: { n: 50 } };
  const difference = { difference: (low + high) / 2, differenceLow: low, differenceHigh: high };
  return { question: "reason", choice, n: 50, answered: 100, suppressed: false, ...sides, ...difference, ...more };
}

Deno.test("what chance explains is not ranked: it stands by how often it was chosen", () => {
  const groups = grouped([row("wait", -40, -20), row("form", -9, 1, { n: 20 }), row("staff", -5, 5, { n: 30 }), row("fast", 10, 30)]);
  same(groups.worse.map(({ choice }) => choice), ["wait"]);
  same(groups.none.map(({ choice }) => choice), ["staff", "form"]);
  same(groups.better.map(({ choice }) => choice), ["fast"]);
});

Deno.test("a difference of few people is none", () => {
  same(effectOf(row("wait", -40, -20, { chosen: { n: 9 } })) ?? null, null);
  same(effectOf(row("wait", -40, -20, { others: { n: 9 } })) ?? null, null);
  same(effectOf(row("wait", -40, -20))?.value, -30);
});

Deno.test("hidden reasons come last and are in no comparison", () => {
  const hidden: ChoiceRow = { question: "reason", choice: "rare", n: 0, answered: 0, suppressed: true };
  same(grouped([hidden, row("form", -9, 1)]).none.map(({ choice }) => choice), ["form", "rare"]);
});

Deno.test("questions are those that are asked and those that were answered", () => {
  const asked = { code: "why", texts: {}, choices: [], severalAllowed: false };
  same(questionsOf({ rows: [row("wait", 0, 0)], questions: [asked], surveysKnown: true }), ["reason", "why"]);
});

Deno.test("where all are satisfied, or none is, nothing is compared", () => {
  const sides = (chosen: number, others: number) => row("wait", 0, 0, { chosen: { n: 50, csat: chosen }, others: { n: 50, csat: others } });
  same(oneSided([sides(0, 0), row("rare", 0, 0)]), true);
  same(oneSided([sides(100, 100)]), true);
  same(oneSided([sides(0, 100)]), false);
  same(oneSided([sides(0, 0), sides(2, 0)]), false);
});

Deno.test("long names go on in the next line", () => {
  same(lines("The form was hard to understand", 12), ["The form was", "hard to", "understand"]);
  same(lines("Verwaltungsverfahrensgesetz", 5), ["Verwaltungsverfahrensgesetz"]);
});

Deno.test("every sentence names the same values in each language", () => {
  const braces = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [key, text] of Object.entries(REASON_WORDS.en)) {
    for (const words of Object.values(REASON_WORDS)) same(braces(words[key as keyof typeof words]), braces(text));
  }
});
