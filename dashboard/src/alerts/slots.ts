import type { AbsenceSlot, DropSlot } from "./contract.ts";

/** One time of the picture: levels from 0 to 100, absent where nobody answered. */
export interface Moment {
  readonly at: string;
  readonly n: number;
  readonly reference: number;
  readonly observed: number | undefined;
  /** Highest evidence of the time, in days. */
  readonly evidence: number;
}

/** Slots put together until no more than so many times are left; answers and references are weighed by answers. */
export function momentsOf(slots: readonly DropSlot[], most: number): readonly Moment[] {
  const size = Math.max(1, Math.ceil(slots.length / most));
  const moments: Moment[] = [];
  for (let from = 0; from < slots.length; from += size) moments.push(momentOf(slots.slice(from, from + size)));
  return moments;
}

function momentOf(slots: readonly DropSlot[]): Moment {
  let n = 0;
  let worth = 0;
  let known = 0;
  let expected = 0;
  let references = 0;
  let evidence = 0;
  for (const slot of slots) {
    const answers = slot.counts.reduce((sum, count) => sum + count, 0);
    n += answers;
    expected += slot.reference * answers;
    references += slot.reference;
    evidence = Math.max(evidence, slot.evidenceDays);
    if (slot.worth.length === 0) continue; // judged before it was kept
    known += answers;
    worth += slot.counts.reduce((sum, count, score) => sum + count * (slot.worth[score] ?? 0), 0);
  }
  return {
    at: slots[0]?.start ?? "",
    n,
    reference: 100 * (n > 0 ? expected / n : references / Math.max(slots.length, 1)),
    observed: known > 0 ? (100 * worth) / known : undefined,
    evidence,
  };
}

/** The slots of missing ratings, thinned out to no more than so many: of each group the one with most expected. */
export function thinned(slots: readonly AbsenceSlot[], most: number): readonly AbsenceSlot[] {
  const size = Math.max(1, Math.ceil(slots.length / most));
  const kept: AbsenceSlot[] = [];
  for (let from = 0; from < slots.length; from += size) {
    kept.push(slots.slice(from, from + size).reduce((one, other) => (other.expectedSinceLast > one.expectedSinceLast ? other : one)));
  }
  return kept;
}

/** Where a count of days stands between 0 and 1, when each step is ten times the one before: 0 up to a tenth of a day, 1 at the highest. */
export function heightOf(days: number, highest: number): number {
  const low = Math.log10(0.1);
  const high = Math.log10(Math.max(highest, 1));
  return Math.min(1, Math.max(0, (Math.log10(Math.max(days, 0.1)) - low) / (high - low)));
}
