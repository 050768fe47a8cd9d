import { everyFor, everyOf, lastDays, partOf, periodOf, plusDays } from "../src/period.ts";
import { near, same } from "./claims.ts";

const NOVEMBER = { from: "2026-11-01", to: "2026-12-01" };

Deno.test("a window lies where its day lies in the period", () => {
  const { start, length } = partOf(NOVEMBER, "2026-11-16T00:00:00+01:00", "day");
  near(start, 0.5, 1e-12);
  near(length, 1 / 30, 1e-12);
});

Deno.test("the last window ends with the period", () => {
  const { start, length } = partOf(NOVEMBER, "2026-11-30T00:00:00+01:00", "week");
  near(start + length, 1, 1e-12);
});

Deno.test("a period that ends before it begins is none", () => {
  same(periodOf(new URLSearchParams("from=2026-11-03&to=2026-11-02"), "2026-11-27"), lastDays(30, "2026-11-27"));
});

Deno.test("days follow each other over the change of clocks and of the year", () => {
  same(plusDays("2026-10-25", 1), "2026-10-26");
  same(plusDays("2026-12-31", 1), "2027-01-01");
});

Deno.test("a line has at most about sixty points", () => {
  same(everyOf(NOVEMBER), "day");
  same(everyOf(lastDays(365, "2026-11-27")), "week");
});

Deno.test("windows are so long that each can have enough answers", () => {
  same(everyFor(NOVEMBER, 300, 10), "day");
  same(everyFor(NOVEMBER, 299, 10), "week");
  same(everyFor(NOVEMBER, 20, 10), "month");
  same(everyFor(NOVEMBER, 3, 10), "day");
});
