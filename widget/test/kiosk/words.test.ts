import { Clock } from "../../src/kiosk/clock.ts";
import { agoOf, dayOf, kioskWords, lengthOf, nameOf, spokenBy, wordsOf } from "../../src/kiosk/i18n/index.ts";
import { heard, heartbeat } from "../../src/kiosk/heartbeat.ts";
import { chosenSentence, sentencesOf } from "../../src/kiosk/read-aloud.ts";
import { stateLines } from "../../src/kiosk/staff-state.ts";
import { holds, same } from "../checks.ts";

Deno.test("a kiosk says everything in four languages, each in its own words", () => {
  const said = (language: string) =>
    Object.entries(wordsOf(language)).map(([name, text]) =>
      [name, typeof text === "function" ? (text as (...given: unknown[]) => string)(3, 4) : text] as const
    );

  same(Object.keys(kioskWords), ["fr", "nl", "de", "en"]);
  const english = Object.fromEntries(said("en"));
  for (const language of ["fr", "nl", "de"]) {
    for (const [name, text] of said(language)) {
      // "Code", "OK" and "Version" are French, too.
      const isShared = language === "fr" && ["pairCode", "version"].includes(name);
      holds(!!text.trim() && (isShared || text !== english[name]), `${language} ${name}: ${text}`);
    }
  }
  same([spokenBy("ar"), wordsOf("ar").thanks, spokenBy("nl")], ["en", "Thank you!", "nl"]);
});

Deno.test("languages, days and lengths of time are said as people say them", () => {
  same(["fr", "nl", "de", "en"].map(nameOf), ["Français", "Nederlands", "Deutsch", "English"]);
  same([dayOf(1, "nl"), dayOf(7, "fr")], ["maandag", "dimanche"]);
  same([lengthOf(90_000, "en"), lengthOf(-3 * 86_400_000, "de"), agoOf(3 * 86_400_000, "de")], ["1 minute", "3 Tage", "vor 3 Tagen"]);
});

Deno.test("what is read aloud names the key of every answer", () => {
  const question = { code: "q", metric: "THUMBS", text: "Useful?", points: [{ score: 0, label: "No" }, { score: 1, label: "Yes" }] };

  same(sentencesOf(question, "en", false), ["Useful?", "For No, press 1.", "For Yes, press 2."]);
  same(chosenSentence(question, "1", "fr"), "Vous avez choisi : Yes.");
});

const ORDERS = { settings: { version: 4, name: "Desk", touchpoint: "desk" }, mark: "m" };

Deno.test("a heartbeat tells what the browser says, and leaves out what it does not", async () => {
  const clock = new Clock(() => Date.parse("2026-03-05T12:00:00Z"), () => 0);
  const condition = { orders: ORDERS, waiting: { pending: 2, refused: 0, oldest: "2026-03-05T11:58:30Z" }, presses: 9, ignoredPresses: 1 };

  const bare = await heartbeat("1.2.3", condition, clock, {});
  same({ ...bare, sentAt: "" }, {
    appVersion: "1.2.3",
    settingsVersion: 4,
    pending: 2,
    oldestPending: "90.000s",
    sentAt: "",
    storagePersistent: false,
    presses: 9,
    ignoredPresses: 1,
    ordersMark: "m",
  });
  const full = await heartbeat("1.2.3", { ...condition, pause: "CLOSED" }, clock, {
    storage: { estimate: () => Promise.resolve({ usage: 2_048, quota: 2 ** 50 }), persisted: () => Promise.resolve(true) },
    getBattery: () => Promise.resolve({ level: .456, charging: false }),
  });
  same([full.storageUsedKib, full.storageQuotaKib, full.storagePersistent], [2, 2 ** 40 > 2 ** 32 ? 2 ** 32 - 1 : 0, true]);
  same([full.batteryPercent, full.batteryCharging, full.pause], [46, false, "CLOSED"]);
});

Deno.test("what the server answers gives orders and its clock", () => {
  const clock = new Clock(() => 5_000, () => 0);

  same(heard({ status: 200, body: { orders: ORDERS, serverTime: "1970-01-01T00:00:01Z" }, retryAfterMillis: 0 }, clock, 0)?.mark, "m");
  same(clock.skewMillis, 4_000);
  same(heard({ status: 200, body: {}, retryAfterMillis: 0 }, clock, 0), undefined);
});

Deno.test("staff see how many wait, since when, and why some were refused", () => {
  const clock = new Clock(() => Date.parse("2026-03-05T12:00:00Z"), () => 0);
  const lines = Object.fromEntries(stateLines(
    {
      version: "1.0.0",
      orders: ORDERS,
      waiting: { pending: 2, refused: 1, oldest: "2026-03-05T09:00:00Z" },
      refusal: { reason: "VIOLATIONS", detail: "", violations: [{ field: "surveyVersion", reason: "UNKNOWN", expected: "" }] },
      presses: 9,
      ignored: 3,
      isPersistent: false,
      contactAt: undefined,
    },
    clock,
    "en",
  ));

  same(lines["Oldest of them"], "3 hours ago");
  same(lines["Why the latest was refused"], "surveyVersion: UNKNOWN");
  same([lines["Last contact with the server"], lines["Clock"], lines["Answers not sent yet"]], ["never", "never", "2"]);
});
