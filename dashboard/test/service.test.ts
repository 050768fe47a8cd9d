import { answersTold, speech } from "../src/i18n/index.ts";
import { hoursOfWeek, weekdays } from "../src/service/hours.ts";
import { near, same } from "./claims.ts";
import { row } from "./rows.ts";

Deno.test("the same hour of two Mondays is put together", () => {
  const hours = hoursOfWeek("CSAT", [
    row([0, 0, 0, 5, 5], { start: "2026-11-02T09:00:00+01:00" }),
    row([10, 0, 0, 0, 0], { start: "2026-11-09T09:00:00+01:00" }),
  ]);
  same(hours.map(({ weekday, hour, n }) => [weekday, hour, n]), [[0, 9, 20]]);
  near(hours[0]?.estimate?.value, 50, 1e-9);
});

Deno.test("hours are those of the clock on the wall, also when it is put back", () => {
  const hours = hoursOfWeek("CSAT", [
    row([0, 0, 0, 0, 1], { start: "2026-10-25T02:00:00+02:00" }),
    row([0, 0, 0, 0, 1], { start: "2026-10-25T02:00:00+01:00" }),
  ]);
  same(hours.map(({ weekday, hour, n }) => [weekday, hour, n]), [[6, 2, 2]]);
});

Deno.test("an hour with fewer than ten answers has a number of answers and no figure", () => {
  const hours = hoursOfWeek("CSAT", [row([0, 0, 0, 0, 9])]);
  same(hours.map(({ n, estimate }) => [n, estimate ?? null]), [[9, null]]);
});

Deno.test("other metrics stay out", () => {
  same(hoursOfWeek("NPS", [row([0, 0, 0, 0, 9])]), []);
});

Deno.test("weeks begin on Monday", () => {
  same(weekdays("fr-BE", "long")[0], "lundi");
  same(weekdays("nl-BE", "long")[6], "zondag");
});

Deno.test("one answer is not told as several", () => {
  same(answersTold(1, speech("en")), "1 answer");
  same(answersTold(2, speech("en")), "2 answers");
  same(answersTold(0, speech("fr")), "0 réponse");
  same(answersTold(1, speech("de")), "1 Antwort");
  same(answersTold(0, speech("nl")), "0 antwoorden");
});
