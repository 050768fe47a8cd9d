import { Clock } from "../../src/kiosk/clock.ts";
import { duration, millis } from "../../src/kiosk/contract.ts";
import { isOpen, localTime, nextOpening } from "../../src/kiosk/hours.ts";
import { holds, same } from "../checks.ts";

const HOURS = [
  { weekday: 1, opens: "08:30", closes: "12:00" },
  { weekday: 1, opens: "13:00", closes: "16:00" },
  { weekday: 4, opens: "17:00", closes: "24:00" },
];

Deno.test("a kiosk lives by the clock on the wall, also when that is put back", () => {
  // Summer time ends in Brussels on 25 October 2026, at three o'clock, which is two o'clock then.
  same(localTime(Date.parse("2026-10-24T22:30:00Z"), "Europe/Brussels"), { weekday: 7, time: "00:30" });
  same(localTime(Date.parse("2026-10-25T00:30:00Z"), "Europe/Brussels"), { weekday: 7, time: "02:30" });
  same(localTime(Date.parse("2026-10-25T01:30:00Z"), "Europe/Brussels"), { weekday: 7, time: "02:30" });
  holds(localTime(0, "Nowhere/Atall").weekday > 0, "an unknown zone stops nothing");
});

Deno.test("it asks from the minute of opening to the minute before closing, and always without hours", () => {
  const at = (weekday: number, time: string) => isOpen(HOURS, { weekday, time });

  same(["08:29", "08:30", "11:59", "12:00", "13:00", "16:00"].map((time) => at(1, time)), [false, true, true, false, true, false]);
  same([at(4, "23:59"), at(5, "00:00")], [true, false]);
  same(isOpen([], { weekday: 7, time: "03:00" }), true);
});

Deno.test("the next opening is today, another day, or the same moment a week later", () => {
  const next = (weekday: number, time: string) => nextOpening(HOURS, { weekday, time });

  same(next(1, "07:00"), { weekday: 1, time: "08:30" });
  same(next(1, "12:00"), { weekday: 1, time: "13:00" });
  same(next(1, "16:00"), { weekday: 4, time: "17:00" });
  same(next(7, "23:00"), { weekday: 1, time: "08:30" });
  same(nextOpening([HOURS[2]!], { weekday: 4, time: "17:00" }), { weekday: 4, time: "17:00" });
  same(nextOpening([], { weekday: 1, time: "00:00" }), undefined);
});

Deno.test("durations are read and written as the contract has them", () => {
  same(["3s", "1.500s", "0.25s", "", undefined, "3m", "-1s"].map(millis), [3_000, 1_500, 250, undefined, undefined, undefined, undefined]);
  same([duration(90_500), duration(-3)], ["90.500s", "0.000s"]);
});

Deno.test("a device that believes it is 1970 goes on from what the server last said", () => {
  let wall = 0;
  let steady = 500;
  const clock = new Clock(() => wall, () => steady);
  const last = Date.parse("2026-03-05T12:00:00Z");

  clock.startFrom(last);
  steady += 10_000.7;
  same(clock.now(), last + 10_000);
  wall = last + 3_600_000;
  same(clock.now(), wall);
});

Deno.test("the skew is taken against the middle of the call", () => {
  let wall = Date.parse("2026-03-05T12:00:10Z");
  const clock = new Clock(() => wall, () => wall);

  same(clock.skewMillis, undefined);
  clock.heard(Date.parse("2026-03-05T12:00:00Z"), 2_000);
  same(clock.skewMillis, 9_000);
  wall = Date.parse("2026-03-05T11:59:00Z");
  clock.heard(Date.parse("2026-03-05T12:00:00Z"), 0);
  same(clock.skewMillis, -60_000);
});
