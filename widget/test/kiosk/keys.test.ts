import { CoolDown } from "../../src/kiosk/cool-down.ts";
import { commandOf, digitOf, keyed, match } from "../../src/kiosk/keys.ts";
import { PinGuard } from "../../src/kiosk/pin-guard.ts";
import { nextReason } from "../../src/kiosk/reasons.ts";
import type { Question } from "../../src/survey.ts";
import { same } from "../checks.ts";

function scale(metric: string, low: number, high: number, dontKnowOffered = false): Question {
  const points = Array.from({ length: high - low + 1 }, (_, index) => ({ score: low + index, label: `${low + index}` }));
  return { code: "core", metric, text: "?", points, dontKnowOffered };
}

function choices(code: string, labels: string[], askedWhen?: Question["askedWhen"]): Question {
  return { code, text: "?", points: [], choices: labels.map((label) => ({ code: label, label })), ...askedWhen && { askedWhen } };
}

Deno.test("five keys give five scores, the highest the best", () => {
  same(keyed(scale("CSAT", 1, 5)).map(({ digits, value }) => digits + value), ["11", "22", "33", "44", "55"]);
  same(keyed(scale("THUMBS", 0, 1)).map(({ digits, value }) => digits + value), ["10", "21"]);
  same(keyed(scale("CES", 1, 7, true)).at(-1), { digits: "9", value: "?" });
  same(keyed(scale("NPS", 0, 10, true)).at(-1), { digits: "99", value: "?" });
  same(keyed(choices("why", ["wait", "staff"])).map(({ digits, value }) => digits + value), ["1wait", "2staff"]);
});

Deno.test("a digit waits for another one only where that gives another answer", () => {
  const recommend = keyed(scale("NPS", 0, 10));

  same(match("1", recommend), { value: "1", mayGoOn: true });
  same(match("10", recommend), { value: "10", mayGoOn: false });
  same(match("0", recommend), { value: "0", mayGoOn: false });
  same(match("11", recommend), { mayGoOn: false });
  same(match("5", keyed(scale("CSAT", 1, 5))), { value: "5", mayGoOn: false });
});

Deno.test("digits are known on Belgian keyboards, on keypads without their lock, and on those with", () => {
  same(digitOf({ key: "&", code: "Digit1" }), "1");
  same(digitOf({ key: "End", code: "Numpad1" }), "1");
  same(digitOf({ key: "5", code: "" }), "5");
  same([digitOf({ key: "a", code: "KeyA" }), digitOf({ key: "*", code: "NumpadMultiply" })], [undefined, undefined]);
});

Deno.test("0 speaks where it is no score, and the star does everywhere", () => {
  const five = keyed(scale("CSAT", 1, 5));
  const recommend = keyed(scale("NPS", 0, 10));

  same(["0", "*", "Enter", "#", "/", "x"].map((key) => commandOf(key, five)), ["speak", "speak", "next", "next", "language", undefined]);
  same([commandOf("0", recommend), commandOf("*", recommend)], [undefined, "speak"]);
});

Deno.test("the first press after a start counts, a second one within the cool-down does not", () => {
  const coolDown = new CoolDown(7);

  same(coolDown.takes(0, 3_000), true);
  same(coolDown.takes(2_999, 3_000), false);
  same(coolDown.takes(3_000, 3_000), true);
  coolDown.ignore();
  same(coolDown.ignored, 9);
  same(coolDown.remains(4_000, 3_000), 2_000);
  coolDown.forget();
  same(coolDown.takes(4_001, 3_000), true);
});

Deno.test("after the answer come the choices that are put on it, and no further scale", () => {
  const survey = {
    questions: [
      scale("CSAT", 1, 5),
      choices("why", ["wait"], { scores: [1, 2] }),
      { ...scale("CES", 1, 7), code: "ease" },
      choices("how", ["web"], { question: "ease", scores: [1] }),
      choices("where", ["desk"]),
    ],
  };

  same(nextReason(survey, { core: ["2"] }, "core")?.code, "why");
  same(nextReason(survey, { core: ["5"] }, "core")?.code, "where");
  same(nextReason(survey, { core: ["2"], why: ["wait"] }, "why")?.code, "where");
  same(nextReason(survey, { core: ["2"] }, "where"), undefined);
});

Deno.test("whoever guesses the code of the staff waits after five of them", () => {
  const guard = new PinGuard();

  same(["1", "2", "3", "4", "2468"].map((pin) => guard.opens(pin, "2468", 0)), [false, false, false, false, true]);
  same(["1", "2", "3", "4", "5", "2468"].map((pin) => guard.opens(pin, "2468", 10)), [false, false, false, false, false, false]);
  same([guard.waits(10), guard.opens("2468", "2468", 60_009), guard.opens("2468", "2468", 60_010)], [60_000, false, true]);
});
