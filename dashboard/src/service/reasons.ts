import { type Change, changeOf, type Interval } from "../figures/estimate.ts";
import { N_MIN } from "../figures/figure.ts";
import type { Names } from "../contract.ts";

/** How satisfied people were who chose a reason, or did not; shares in percent. */
export interface Satisfaction {
  readonly n: number;
  readonly csat?: number;
  readonly csatLow?: number;
  readonly csatHigh?: number;
}

/** One choice of one question. */
export interface ChoiceRow {
  readonly question: string;
  readonly choice: string;
  readonly n: number;
  readonly answered: number;
  readonly share?: number;
  readonly shareLow?: number;
  readonly shareHigh?: number;
  readonly chosen?: Satisfaction;
  readonly others?: Satisfaction;
  readonly difference?: number;
  readonly differenceLow?: number;
  readonly differenceHigh?: number;
  readonly suppressed: boolean;
}

/** The words of a question with choices. */
export interface ChoiceQuestion {
  readonly code: string;
  readonly texts: Names;
  readonly choices: readonly { readonly code: string; readonly labels: Names }[];
  readonly severalAllowed: boolean;
  readonly askedWhen?: { readonly question: string; readonly scores: readonly number[] };
}

/** Answer of `/v1/choices`. */
export interface Choices {
  readonly rows: readonly ChoiceRow[];
  readonly questions: readonly ChoiceQuestion[];
  readonly surveysKnown: boolean;
}

/** The difference in satisfaction between those who chose and those who did not, if both are enough. */
export function effectOf(row: ChoiceRow): Interval | undefined {
  const { difference: value, differenceLow: low, differenceHigh: high } = row;
  if ((row.chosen?.n ?? 0) < N_MIN || (row.others?.n ?? 0) < N_MIN) return undefined;
  return value === undefined || low === undefined || high === undefined ? undefined : { value, low, high };
}

/** What goes with less satisfaction, with none that can be told, with more. */
export function grouped(rows: readonly ChoiceRow[]): Readonly<Record<Change, readonly ChoiceRow[]>> {
  const groups: Record<Change, ChoiceRow[]> = { worse: [], none: [], better: [] };
  for (const row of rows) {
    const effect = effectOf(row);
    groups[effect ? changeOf(effect) : "none"].push(row);
  }
  // Chance would rank what cannot be told apart: it stands by how often it was chosen.
  groups.better.sort((a, b) => (a.differenceLow ?? 0) - (b.differenceLow ?? 0));
  return { ...groups, none: byOften(groups.none) };
}

/** Whether everybody who answered is satisfied, or nobody: then satisfaction cannot tell reasons apart. */
export function oneSided(rows: readonly ChoiceRow[]): boolean {
  const shares = rows.flatMap(({ chosen, others }) => [chosen?.csat, others?.csat]).filter((share) => share !== undefined);
  return shares.every((share) => share === 0) || shares.every((share) => share === 100);
}

/** The most chosen first, hidden ones last. */
export function byOften(rows: readonly ChoiceRow[]): readonly ChoiceRow[] {
  return [...rows].sort((a, b) => Number(a.suppressed) - Number(b.suppressed) || b.n - a.n);
}

/** Codes of the questions that are asked or were answered, in order. */
export function questionsOf({ rows, questions }: Choices): readonly string[] {
  return [...new Set([...questions.map(({ code }) => code), ...rows.map(({ question }) => question)])].sort();
}
