import { chanceOf, conditionIn, conditionOf, conditionOfRule, sentenceOf } from "../src/alerts/sentence.ts";
import type { Alert } from "../src/contract.ts";
import { type Language, speech } from "../src/i18n/index.ts";
import { alert, CATALOGUE } from "./alerts.ts";
import { same } from "./claims.ts";

const BELOW = { measure: "csat", below: 50 } as const;

/** With plain spaces, which say the same and can be read here. */
function told(language: Language, it: Alert, condition = conditionOf(it)): string {
  return sentenceOf(it, CATALOGUE, speech(language), condition).replace(/\s/g, " ");
}

Deno.test("an alert under its limit says figure, place, interval, n and limit in each language", () => {
  same(told("fr", alert(), BELOW), "La satisfaction pour État civil, borne (Commune de la Senne) est de 32,5 % (IC à 95 % : 20,1 à 48,0 %, n = 40), sous la limite de 50,0 %.");
  same(told("nl", alert(), BELOW), "De tevredenheid bij Burgerlijke stand, kiosk (Gemeente aan de Zenne) is 32,5 % (95 %-BI 20,1 tot 48,0 %, n = 40), onder de grens van 50,0 %.");
  same(told("de", alert(), BELOW), "Die Zufriedenheit bei Standesamt, Terminal (Gemeinde an der Senne) beträgt 32,5 % (95-%-KI 20,1 bis 48,0 %, n = 40), unter der Grenze von 50,0 %.");
  same(told("en", alert(), BELOW), "Satisfaction at Civil registry, kiosk (Municipality on the Senne) is 32.5 % (95 % CI 20.1 to 48.0 %, n = 40), below the limit of 50.0 %.");
});

Deno.test("without the rule it says that the rule does not allow the figure, and no limit that nobody told", () => {
  same(told("en", alert()), "Satisfaction at Civil registry, kiosk (Municipality on the Senne) is 32.5 % (95 % CI 20.1 to 48.0 %, n = 40), on the wrong side of what the rule allows.");
});

Deno.test("a mean has no percent", () => {
  const mean = alert({ because: "The mean score at registry is 2.6", evidence: { windowStart: "2026-11-27T00:00:00+01:00", windowEnd: "", n: 40, value: 2.625, low: 2.07, high: 3.18 } });
  same(told("en", mean), "The mean score at Civil registry, kiosk (Municipality on the Senne) is 2.6 (95 % CI 2.1 to 3.2, n = 40), on the wrong side of what the rule allows.");
});

Deno.test("an alert that is kept firing on the right side of its limit is not said to be below it", () => {
  const better = alert({ evidence: { windowStart: "2026-11-27T14:01:00+01:00", windowEnd: "", n: 80, value: 55 } });
  same(told("en", better, BELOW), "Satisfaction at Civil registry, kiosk (Municipality on the Senne) is now 55.0 % (n = 80).");
});

Deno.test("a decline says from what to what", () => {
  const decline = alert({ kind: "DECLINE", evidence: { ...alert().evidence, previousN: 120, previousValue: 81.2, points: 48.7 } });
  same(told("fr", decline), "La satisfaction baisse pour État civil, borne (Commune de la Senne) : de 81,2 % (n = 120) à 32,5 % (IC à 95 % : 20,1 à 48,0 %, n = 40).");
  same(told("nl", decline), "De tevredenheid daalt bij Burgerlijke stand, kiosk (Gemeente aan de Zenne): van 81,2 % (n = 120) naar 32,5 % (95 %-BI 20,1 tot 48,0 %, n = 40).");
  same(told("de", decline), "Die Zufriedenheit sinkt bei Standesamt, Terminal (Gemeinde an der Senne): von 81,2 % (n = 120) auf 32,5 % (95-%-KI 20,1 bis 48,0 %, n = 40).");
});

Deno.test("an absence says since when, in the time of the administration, and how many were to be expected", () => {
  const quiet = alert({ kind: "ABSENCE", because: "No ratings", evidence: { windowStart: "2026-11-27T12:31:00Z", windowEnd: "", n: 0, lastRatedAt: "2026-11-27T12:31:00Z" } });
  same(told("en", quiet), "No ratings at Civil registry, kiosk (Municipality on the Senne) since 27 Nov 2026, 13:31.");
  const unusual = { ...quiet, evidence: { ...quiet.evidence, expectedRatings: 14.04 } };
  same(told("nl", unusual), "Geen beoordelingen bij Burgerlijke stand, kiosk (Gemeente aan de Zenne) sinds 27 nov 2026, 13:31; er werden er 14,0 verwacht.");
  same(told("de", { ...unusual, state: "RESOLVED" }), "Es gibt wieder Bewertungen bei Standesamt, Terminal (Gemeinde an der Senne).");
});

Deno.test("a kiosk is told by its name, what is wrong with it, and since when", () => {
  const kiosk = { name: "Desk 3", trouble: "SILENT", heardAt: "2026-11-27T08:12:00Z", waiting: 14, others: 0 } as const;
  const silent = alert({ kind: "KIOSKS", because: "Kiosk", evidence: { windowStart: "2026-11-27T09:12:00+01:00", windowEnd: "", n: 0, kiosk } });
  same(told("en", silent), "The kiosk “Desk 3” at Civil registry, kiosk (Municipality on the Senne) has not been heard since 27 Nov 2026, 09:12.");
  const back = { ...silent, state: "RESOLVED", evidence: { ...silent.evidence, kiosk: { ...kiosk, trouble: "KIOSK_TROUBLE_UNSPECIFIED" } } } as const;
  same(told("nl", back), "De kiosk ‘Desk 3’ bij Burgerlijke stand, kiosk (Gemeente aan de Zenne) werkt weer; laatst gehoord op 27 nov 2026, 09:12.");
  same(conditionOfRule('rules:\n  - name: "k"\n    kind: kiosks\n    after: 30m\n'), { measure: undefined, after: "30m" });
});

Deno.test("a place that the catalogue does not know is named by its code, and no stream is everything", () => {
  same(told("en", alert({ stream: { administration: "gone", service: "x" } }), BELOW).startsWith("Satisfaction at x (gone) is"), true);
  same(told("fr", alert({ stream: {} }), BELOW).startsWith("La satisfaction pour tous les services est"), true);
});

Deno.test("a language and a place are told by their names", () => {
  same(told("nl", alert({ stream: { touchpoint: "senne-desk", language: "fr" } }), BELOW).startsWith("De tevredenheid bij Onthaal, in het Frans is"), true);
});

Deno.test("beyond a million days nobody counts", () => {
  same(chanceOf(412.9, speech("en")), "a signal this strong appears by chance less than once in 412 days");
  same(chanceOf(2_289_358, speech("en")), "a signal this strong appears by chance less than once in a million days");
});

Deno.test("the text of a decision says what it was compared with", () => {
  const rule = 'rules:\n  - name: "low"\n    kind: threshold\n    metric: csat\n    measure: csat\n    below: 50\n    resolve-at: 60\n';
  same(conditionOfRule(rule), { measure: "csat", below: 50 });
  same(conditionOfRule("rules:\n  - name: \"t\"\n    kind: drop\n    measure: csat\n    target: 80\n    evidence-days: 31\n"), { measure: "csat", target: 80, evidenceDays: 31 });
});

Deno.test("of rules that somebody typed each is found by its name, with what it measures when nothing is said", () => {
  const rules = "rules:\n  - name: one\n    kind: threshold\n    below: 70   # percent\n  - {name: two, kind: threshold, metric: ces, above: 3}\n";
  same(conditionIn(rules, "one"), { measure: "csat", below: 70 });
  same(conditionIn(rules, "two"), { measure: "mean", above: 3 });
  same(conditionIn(rules, "three"), undefined);
});
