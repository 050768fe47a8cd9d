import type { Alert, Catalogue } from "../src/contract.ts";

/** One administration with one service and one place. */
export const CATALOGUE: Catalogue = {
  administrations: [{
    code: "senne",
    names: { fr: "Commune de la Senne", nl: "Gemeente aan de Zenne", de: "Gemeinde an der Senne", en: "Municipality on the Senne" },
    zone: "Europe/Brussels",
    services: [{
      code: "registry",
      names: { fr: "État civil", nl: "Burgerlijke stand", de: "Standesamt", en: "Civil registry" },
      touchpoints: [{ key: "senne-desk", names: { fr: "Accueil", nl: "Onthaal", de: "Empfang", en: "Reception" }, retired: false }],
    }],
  }],
};

/** Forty answers at a terminal, of which a third were satisfied. */
export function alert(more: Partial<Alert> = {}): Alert {
  return {
    id: "070a9b4b-7889-8155-bf7f-0140c5d928a6",
    rule: "unhappy",
    kind: "THRESHOLD",
    stream: { administration: "senne", service: "registry", channel: "KIOSK" },
    state: "FIRING",
    severity: "critical",
    firedAt: "2026-11-27T13:31:19Z",
    evidence: { windowStart: "2026-11-27T14:01:00+01:00", windowEnd: "", n: 40, value: 32.5, low: 20.0848, high: 47.98 },
    because: "Satisfaction at registry / KIOSK is 32.5 % (95 % CI 20.1 to 48.0 %, 40 ratings since 2026-11-27 14:01), below the limit of 50 %.",
    ...more,
  };
}
