import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Catalogue } from "../contract.ts";
import { useAlertWords } from "../i18n/alerts/index.ts";
import { fill, momentName, type Speech, useSpeech } from "../i18n/index.ts";
import type { AlertEvidence } from "./contract.ts";
import { AbsenceSlots, DropSlots } from "./EvidenceSlots.tsx";
import { dayOf, zoneOf } from "./place.ts";
import { chanceOf, type Condition, conditionOf, conditionOfRule, figureOf, valueOf } from "./sentence.ts";

/** What an alert is known by and what its newest decision says. */
export function conditionOfEvidence(evidence: AlertEvidence): Condition {
  const rule = evidence.decisions.at(-1)?.rule;
  return rule === undefined ? conditionOf(evidence.alert) : conditionOfRule(rule);
}

/** What was compared with what, and how strong it is: in words. */
export function EvidenceFacts({ evidence, catalogue }: { readonly evidence: AlertEvidence; readonly catalogue: Catalogue }) {
  const speech = useSpeech();
  const words = useAlertWords().evidence;
  const { alert } = evidence;
  const figures = alert.evidence;
  const condition = conditionOfEvidence(evidence);
  const time = (at: string) => momentName(at, zoneOf(alert.stream, catalogue), speech);
  const facts: (readonly [string, ComponentChildren])[] = [];
  const { kiosk } = figures;
  if (kiosk) {
    facts.push([words.kiosk, kiosk.name], [words.heard, kiosk.heardAt ? time(kiosk.heardAt) : words.neverHeard]);
    facts.push([words.waiting, speech.numbers.whole.format(kiosk.waiting)]);
    if (kiosk.others > 0) facts.push([words.others, speech.numbers.whole.format(kiosk.others)]);
    return <Facts facts={facts} />;
  }
  if (figures.value !== undefined) facts.push([words.now, figureOf(figures, condition, speech)]);
  if (figures.previousValue !== undefined) facts.push([words.before, valueOf(figures.previousValue, condition, speech)]);
  if (figures.points !== undefined) facts.push([words.change, fill(words.points, { n: speech.numbers.signed.format(-figures.points) })]);
  if (figures.lastRatedAt) facts.push([words.last, time(figures.lastRatedAt)]);
  else facts.push([words.counted, time(figures.windowStart)]);
  const compared = comparedWith(evidence, condition, speech, words);
  if (compared) facts.push([words.compared, compared]);
  if (figures.expectedRatings !== undefined) facts.push([words.expected, speech.numbers.one.format(figures.expectedRatings)]);
  if (figures.evidenceDays !== undefined) facts.push([words.strength, chanceOf(figures.evidenceDays, speech)]);
  return <Facts facts={facts} />;
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, ComponentChildren])[] }) {
  return <dl class="facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

type EvidenceWords = ReturnType<typeof useAlertWords>["evidence"];

/** What the figure was held against, as far as the API tells. */
export function comparedWith(evidence: AlertEvidence, condition: Condition, speech: Speech, words: EvidenceWords): string | undefined {
  const { baseline, volume } = evidence;
  const level = (value: number) => valueOf(value, condition, speech);
  if (baseline) {
    const n = speech.numbers.whole.format(baseline.histogram.reduce((sum, count) => sum + count, 0));
    return fill(words.usual, { from: dayOf(baseline.firstDay, speech), to: dayOf(baseline.lastDay, speech), n });
  }
  if (volume) {
    const n = speech.numbers.one.format(volume.ratingsPerDay);
    return fill(words.usualVolume, { from: dayOf(volume.firstDay, speech), to: dayOf(volume.lastDay, speech), n });
  }
  if (condition.target !== undefined) return fill(words.target, { limit: level(condition.target) });
  const limit = condition.below ?? condition.above;
  if (limit !== undefined) return fill(words.limit, { limit: level(limit) });
  if (condition.after !== undefined) return fill(words.after, { limit: condition.after });
  return evidence.alert.kind === "DECLINE" ? words.windowBefore : undefined;
}

/** Slot by slot, with the rule as it was; shown when asked for. */
export function EvidenceDetails({ evidence, catalogue }: { readonly evidence: AlertEvidence; readonly catalogue: Catalogue }) {
  const words = useAlertWords().evidence;
  const [isOpen, setOpen] = useState(evidence.slots.length + evidence.absenceSlots.length > 0);
  const rule = evidence.decisions.at(-1)?.rule;
  return (
    <details class="card" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.show}</summary>
      {isOpen && (
        <>
          {evidence.slots.length > 0 && <DropSlots evidence={evidence} limit={conditionOfEvidence(evidence).evidenceDays} catalogue={catalogue} />}
          {evidence.absenceSlots.length > 0 && <AbsenceSlots evidence={evidence} catalogue={catalogue} />}
          {evidence.slots.length + evidence.absenceSlots.length === 0 && <p>{words.none}</p>}
          {rule !== undefined && (
            <>
              <h3>{words.ruleAsItWas}</h3>
              <pre tabIndex={0} aria-label={words.ruleAsItWas}>{rule}</pre>
            </>
          )}
        </>
      )}
    </details>
  );
}
