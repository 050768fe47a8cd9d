import type { Alert, Catalogue } from "../src/contract.ts";
import { merged } from "../src/figures/rows.ts";
import { speech } from "../src/i18n/index.ts";
import { linesOf } from "../src/overview/lines.ts";
import { quietPlaces } from "../src/overview/quiet.ts";
import { same } from "./claims.ts";
import { row } from "./rows.ts";

const CATALOGUE: Catalogue = {
  administrations: [{
    code: "senne",
    names: { en: "Senne" },
    zone: "Europe/Brussels",
    services: ["alpha", "beta", "gamma", "delta"].map((code) => ({ code, names: { en: code }, touchpoints: [] })),
  }],
};
const SHOWN = { catalogue: CATALOGUE, filter: {}, period: { from: "2026-11-01", to: "2026-12-01" } };

function alert(service: string, severity: Alert["severity"]): Alert {
  return {
    id: `${service}-${severity}`,
    rule: "floor",
    kind: "THRESHOLD",
    stream: { administration: "senne", service },
    state: "FIRING",
    severity,
    evidence: { windowStart: "", windowEnd: "", n: 0 },
    because: "",
  };
}

function service(code: string, difference: number, low: number, high: number) {
  const compared = { previousN: 50, difference, differenceLow: low, differenceHigh: high };
  return row([0, 0, 0, 25, 25], { administration: "senne", service: code, ...compared });
}

Deno.test("hundreds of services find their rows", () => {
  const services = Array.from({ length: 600 }, (_, at) => `s${at}`);
  const catalogue: Catalogue = {
    administrations: [{
      code: "senne",
      names: { en: "Senne" },
      zone: "Europe/Brussels",
      services: services.map((code) => ({ code, names: { en: code }, touchpoints: [] })),
    }],
  };
  const rows = services.map((code, at) => row([0, 0, 0, at % 50, 50], { administration: "senne", service: code }));
  const other = row([9, 9, 9, 9, 9], { administration: "canal", service: "s1" });
  const course = services.flatMap((code) => ["2026-11-01", "2026-11-02"].map((start) => row([0, 0, 0, 0, 20], { administration: "senne", service: code, start })));

  const lines = linesOf("service", { ...SHOWN, catalogue }, { rows: [other, ...rows], course, alerts: [] }, speech("en"));

  same(lines.length, 600);
  same(lines.every((line) => line.row !== undefined && line.row !== other && line.course.length === 2), true);
  same(lines.find(({ name }) => name === "s7")?.row?.counts[3], 7);
});

Deno.test("open alerts come first, then what got worse, then the others by name", () => {
  const figures = {
    rows: [service("alpha", 1, -3, 5), service("beta", -9, -15, -3)],
    course: [],
    alerts: [alert("gamma", "warning"), alert("delta", "critical"), alert("delta", "info")],
  };
  const lines = linesOf("service", SHOWN, figures, speech("en"));
  same(lines.map(({ name }) => name), ["delta", "gamma", "beta", "alpha"]);
  same(lines[0]?.alert?.severity, "critical");
});

Deno.test("a service that nobody rated is a line, too", () => {
  const lines = linesOf("service", SHOWN, { rows: [], course: [], alerts: [] }, speech("en"));
  same(lines.map(({ name }) => name), ["alpha", "beta", "delta", "gamma"]);
  same(lines[0]?.href, "/service/senne/alpha?from=2026-11-01&to=2026-12-01");
});

Deno.test("an alert about one channel of a service is about its administration, too", () => {
  const lines = linesOf("administration", SHOWN, { rows: [], course: [], alerts: [alert("beta", "warning")] }, speech("en"));
  same(lines.map(({ alert }) => alert?.id), ["beta-warning"]);
});

const KIOSK = { administration: "senne", service: "alpha", channel: "KIOSK" } as const;

Deno.test("a kiosk without an answer for three days is quiet, since its last one", () => {
  const rows = [
    row([0, 0, 0, 0, 4], { ...KIOSK, touchpoint: "hall", start: "2026-11-20T00:00:00+01:00" }),
    row([0, 0, 0, 0, 2], { ...KIOSK, touchpoint: "hall", start: "2026-11-24T00:00:00+01:00" }),
    row([0, 0, 0, 0, 2], { ...KIOSK, touchpoint: "desk", start: "2026-11-25T00:00:00+01:00" }),
  ];
  same(quietPlaces(rows, "2026-11-27").map(({ touchpoint, last, n }) => [touchpoint, last, n]), [["hall", "2026-11-24", 6]]);
  same(quietPlaces(rows, "2026-11-26"), []);
});

Deno.test("somebody who did not know was there, and so was whoever is hidden", () => {
  const rows = [
    row([0, 0, 0, 0, 4], { ...KIOSK, touchpoint: "hall", start: "2026-11-20T00:00:00+01:00" }),
    row([], { ...KIOSK, touchpoint: "hall", start: "2026-11-26T00:00:00+01:00", dontKnow: 1 }),
    row([0, 0, 0, 0, 4], { ...KIOSK, touchpoint: "desk", start: "2026-11-20T00:00:00+01:00" }),
    row([], { ...KIOSK, touchpoint: "desk", start: "2026-11-26T00:00:00+01:00", suppressed: true }),
  ];
  same(quietPlaces(rows, "2026-11-27"), []);
});

Deno.test("news take the place of what was there, and a row without answers goes", () => {
  const before = [row([0, 0, 0, 0, 4], { service: "alpha" }), row([0, 0, 0, 0, 2], { service: "beta" })];
  const after = merged(before, [row([0, 0, 0, 0, 5], { service: "alpha" }), row([], { service: "beta" })]);
  same(after.map(({ service, n }) => [service, n]), [["alpha", 5]]);
});
