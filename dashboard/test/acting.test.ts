import { ordered } from "../src/alerts/AlertList.tsx";
import { happened, notTold } from "../src/alerts/History.tsx";
import { matchersOf, toldMatchers, valuesOf } from "../src/alerts/matchers.ts";
import { ALERT_WORDS } from "../src/i18n/alerts/index.ts";
import { speech } from "../src/i18n/index.ts";
import { alert, CATALOGUE } from "./alerts.ts";
import { same } from "./claims.ts";

Deno.test("open alerts come first, the worst at the top, over ones as they came", () => {
  const alerts = [
    alert({ id: "over", state: "RESOLVED" }),
    alert({ id: "info", severity: "info" }),
    alert({ id: "later over", state: "RESOLVED", severity: "info" }),
    alert({ id: "pending", state: "PENDING" }),
    alert({ id: "critical" }),
  ];
  same(ordered(alerts).map(({ id }) => id), ["critical", "info", "pending", "over", "later over"]);
});

Deno.test("a silence begins with exactly the alert's rule and stream", () => {
  same(matchersOf(alert()), { rules: ["unhappy"], administrations: ["senne"], services: ["registry"], channels: ["KIOSK"], touchpoints: [], languages: [] });
});

Deno.test("values are parted by commas and lines, and none is empty", () => {
  same(valuesOf(" parking-*, ,desk\n x "), ["parking-*", "desk", "x"]);
});

Deno.test("what a silence matches is told by names", () => {
  same(toldMatchers({ ...matchersOf(alert()), severities: ["critical"] }, CATALOGUE, speech("fr"), ALERT_WORDS.fr),
    "Règles : unhappy; Gravités : critique; Administrations : Commune de la Senne; Services : État civil; Canaux : borne");
});

Deno.test("history says who did what, and a step that is newer than the page is something", () => {
  const event = { id: "1", kind: "EVENT_CLOSED", at: "", author: "Anna", owner: "", text: "", notTold: [] } as const;
  same(happened(event, ALERT_WORDS.nl), "Anna heeft het alarm gesloten.");
  same(happened({ ...event, kind: "EVENT_NEW" as never }, ALERT_WORDS.en), "Something happened.");
});

Deno.test("why nobody was told is said, also for a reason that is newer than the page", () => {
  same(notTold({ receiver: "team", reason: "SILENCED", cause: "" }, ALERT_WORDS.de), "Nicht gemeldet an team: es ist stummgeschaltet.");
  same(notTold({ receiver: "", reason: "NEW", cause: "" }, ALERT_WORDS.en), "Not told to anybody: NEW.");
});
