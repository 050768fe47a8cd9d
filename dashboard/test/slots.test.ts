import type { AbsenceSlot, DropSlot } from "../src/alerts/contract.ts";
import { heightOf, momentsOf, thinned } from "../src/alerts/slots.ts";
import { near, same } from "./claims.ts";

const WORTH = [0, 0, 0.25, 0.5, 0.75, 1];

function slot(start: string, counts: readonly number[], more: Partial<DropSlot> = {}): DropSlot {
  return { start, reference: 0.8, counts, evidenceDays: 0, worth: WORTH, ...more };
}

Deno.test("a slot without answers has a reference and nothing observed", () => {
  same(momentsOf([slot("a", [0, 0, 0, 0, 0, 0])], 10), [{ at: "a", n: 0, reference: 80, evidence: 0 }]);
});

Deno.test("slots put together weigh by answers and keep the highest evidence", () => {
  const [moment, ...rest] = momentsOf([slot("a", [0, 3, 0, 0, 0, 0], { evidenceDays: 9 }), slot("b", [0, 0, 0, 0, 0, 1], { reference: 0.4, evidenceDays: 5 })], 1);
  same(rest, []);
  same(moment?.n, 4);
  near(moment?.observed, 25, 1e-9);
  near(moment?.reference, 70, 1e-9);
  same(moment?.evidence, 9);
});

Deno.test("of five thousand slots no more are left than are asked for, and none is lost", () => {
  const moments = momentsOf(Array.from({ length: 5000 }, (_, place) => slot(String(place), [0, 1, 0, 0, 0, 0])), 120);
  same(moments.length <= 120, true);
  same(moments.reduce((sum, { n }) => sum + n, 0), 5000);
});

Deno.test("what answers are worth is not guessed where it was not kept", () => {
  same(momentsOf([slot("a", [0, 1, 0, 0, 0, 0], { worth: [] })], 10)[0]?.observed, undefined);
});

Deno.test("of missing ratings the highest of each group stays", () => {
  const slots = [1, 5, 2, 7].map((expectedSinceLast): AbsenceSlot => ({ start: String(expectedSinceLast), ratings: 0, expected: 1, expectedSinceLast, needed: 6 }));
  same(thinned(slots, 2).map(({ expectedSinceLast }) => expectedSinceLast), [5, 7]);
});

Deno.test("each step of evidence is ten times the one before", () => {
  near(heightOf(0, 1000), 0, 1e-12);
  near(heightOf(10, 1000) - heightOf(1, 1000), heightOf(1000, 1000) - heightOf(100, 1000), 1e-12);
  near(heightOf(1000, 1000), 1, 1e-12);
});
