import { en } from "../src/i18n/kiosk/en.ts";
import { speech } from "../src/i18n/index.ts";
import { remarksOf, sorted, standingOf } from "../src/setup/kiosk/condition.ts";
import type { Device, Heartbeat } from "../src/setup/kiosk/contract.ts";
import { ALWAYS, isAlways, readHours, typedHours } from "../src/setup/kiosk/hours.ts";
import { gathered, UnreadableHours, wantedOf } from "../src/setup/kiosk/settings.ts";
import { lengthName, sentenceOf } from "../src/setup/kiosk/told.ts";
import { same } from "./claims.ts";

const NOW = Date.parse("2026-11-28T10:00:00Z");

const WELL: Heartbeat = { appVersion: "1.0.0", settingsVersion: 1, pending: 0, storagePersistent: true, presses: 12, ignoredPresses: 0 };

function device(name: string, heartbeat: Partial<Heartbeat> | undefined, more: Partial<Device> = {}): Device {
  return {
    id: name,
    administration: "senne",
    settings: { version: 1, name, touchpoint: "senne-desk", languages: [], theme: "LIGHT", headings: {}, openingHours: [] },
    pairedAt: "2026-11-01T08:00:00Z",
    ...heartbeat && { heartbeat: { ...WELL, ...heartbeat }, heardAt: "2026-11-28T09:59:00Z" },
    ...more,
  };
}

const remarks = (of: Device) => remarksOf(of, NOW).map(({ is }) => is);

Deno.test("a kiosk that is heard and asks is well", () => {
  same(remarks(device("a", {})), ["asks"]);
  same(standingOf(device("a", {}), NOW), "good");
});

Deno.test("a kiosk that is not heard for five minutes is silent, whatever it said last", () => {
  same(remarks(device("a", {}, { heardAt: "2026-11-28T09:55:00Z" })), ["asks"]);
  same(remarks(device("a", { pause: "CLOSED" }, { heardAt: "2026-11-28T09:54:59Z" })), ["silent", "CLOSED"]);
  same(standingOf(device("a", {}, { heardAt: "2026-11-27T10:00:00Z" }), NOW), "bad");
});

Deno.test("everything there is to say is said, the worst first", () => {
  const troubled = device("a", { pause: "STORAGE_FULL", pending: 8, oldestPending: "901s", batteryPercent: 19, settingsVersion: 0, storagePersistent: false }, { clockSkew: "-301s" });
  same(remarks(troubled), ["STORAGE_FULL", "waiting", "skew", "battery", "settings", "unkept"]);
});

Deno.test("what waits a little, a clock that is nearly right and a battery that is charged are nothing to say", () => {
  const well = device("a", { pending: 8, oldestPending: "900s", batteryPercent: 5, batteryCharging: true }, { clockSkew: "300s" });
  same(remarks(well), ["asks"]);
});

Deno.test("of a kiosk that was sent away nothing else is said", () => {
  same(remarks(device("a", { pause: "STORAGE_FULL" }, { revokedAt: "2026-11-20T08:00:00Z" })), ["revoked"]);
  same(remarks(device("a", undefined)), ["unheard"]);
});

Deno.test("kiosks that need somebody stand first, then names in their order", () => {
  const all = [
    device("gone", {}, { revokedAt: "2026-11-20T08:00:00Z" }),
    device("Hall 10", {}),
    device("Hall 9", {}),
    device("left", { pause: "LEFT" }),
    device("full", { pause: "STORAGE_FULL" }),
  ];
  same(sorted(all, NOW).map(({ id }) => id), ["full", "left", "Hall 9", "Hall 10", "gone"]);
});

Deno.test("sentences name numbers, lengths and times in the reader's language", () => {
  const said = (remark: Parameters<typeof sentenceOf>[0]) => sentenceOf(remark, "Europe/Brussels", en, speech("en"));
  same(said({ is: "silent", since: "2026-11-28T08:30:00Z" }), "Not heard since 28 Nov 2026, 09:30");
  same(said({ is: "waiting", n: 1204, seconds: 7_300 }), "Answers that found no way to the server: 1,204, the oldest for 2 hours");
  same(said({ is: "battery", percent: 7 }), "Battery at 7 %, not charging");
  same([30, 119, 120, 7_199, 172_800].map((seconds) => lengthName(seconds, speech("fr")).replace(/\s/g, " ")), ["30 secondes", "119 secondes", "2 minutes", "120 minutes", "2 jours"]);
});

Deno.test("hours are read as people write them, and written as they are read", () => {
  const monday = [{ weekday: 1, opens: "08:30", closes: "12:00" }, { weekday: 1, opens: "13:00", closes: "16:30" }];
  same(readHours("8:30-12:00, 13h00 – 16.30", 1), monday);
  same(typedHours([...monday, { weekday: 2, opens: "09:00", closes: "10:00" }], 1), "08:30-12:00, 13:00-16:30");
  same(readHours("", 3), []);
  same(readHours("in the morning", 3), undefined);
  same(readHours("8-12", 3), undefined);
  same([isAlways(ALWAYS), isAlways(ALWAYS.slice(1)), isAlways([])], [true, false, false]);
});

Deno.test("a form becomes settings, and what it leaves empty is left to the server", () => {
  const form = new FormData();
  const typed = { name: " Hall A ", touchpoint: "senne-desk", languages: "NL, fr", theme: "DARK", staffPin: "4711", coolDown: "2,5", idle: "" };
  for (const [name, text] of Object.entries(typed)) form.set(`settings.${name}`, text);
  form.set("settings.headings.fr", "Bonjour");
  form.set("when", "own");
  form.set("hours2", "9:00-12:00");
  same(wantedOf(form, 3), {
    version: 3,
    name: "Hall A",
    touchpoint: "senne-desk",
    languages: ["nl", "fr"],
    theme: "DARK",
    headings: { fr: "Bonjour" },
    openingHours: [{ weekday: 2, opens: "09:00", closes: "12:00" }],
    coolDown: "2.5s",
    staffPin: "4711",
  });
  form.set("when", "service");
  same(wantedOf(form, 3).openingHours, []);
  form.set("when", "always");
  same(wantedOf(form, 3).openingHours.length, 7);
});

Deno.test("days whose hours cannot be read are named", () => {
  const form = new FormData();
  form.set("when", "own");
  form.set("hours1", "morning");
  form.set("hours7", "9:00");
  let days: readonly number[] = [];
  try {
    wantedOf(form, 0);
  } catch (error) {
    days = (error as UnreadableHours).days;
  }
  same(days, [1, 7]);
});

Deno.test("a problem of one of several stands with their field", () => {
  const problem = (field: string) => ({ field, reason: "INVALID", expected: "" });
  same(gathered([problem("settings.languages[1]"), problem("settings.headings.fr")]).map(({ field }) => field), ["settings.languages", "settings.headings.fr"]);
});
