import { fill } from "../i18n/index.ts";
import type { WatchingWords } from "../i18n/watching/index.ts";
import type { ReceiverRoute } from "./contract.ts";

/** From the longest on; a length is told in the first that divides it. */
const UNITS = [["days", 86_400], ["hours", 3_600], ["minutes", 60], ["seconds", 1]] as const;

/** A length of the contract, as `900s`, in words. */
export function lengthOf(text: string, words: WatchingWords["receivers"]): string {
  const seconds = Number.parseFloat(text);
  const [unit, size] = UNITS.find(([, each]) => seconds >= each && seconds % each === 0) ?? (["seconds", 1] as const);
  return fill(words.length[unit], { n: String(seconds / size) });
}

/** What a route says: which alerts, and then how they are told. */
export function saysOf(route: ReceiverRoute, words: WatchingWords["receivers"], severities: Readonly<Record<string, string>>): readonly string[] {
  const list = (values: readonly string[]) => values.join(", ");
  const dimensions: Readonly<Record<string, string>> = words.dimension;
  const named = (dimension: string) => dimensions[dimension] ?? dimension;
  const which = [
    ...route.where.map(({ dimension, values }) => fill(words.filter, { dimension: named(dimension), list: list(values) })),
    ...(route.rules.length > 0 ? [fill(words.rules, { list: list(route.rules) })] : []),
    ...(route.severities.length > 0 ? [fill(words.severities, { list: list(route.severities.map((each) => severities[each] ?? each)) })] : []),
  ];
  const isLater = Number.parseFloat(route.groupWait) > 0;
  return [
    ...(which.length > 0 ? which : [words.everything]),
    ...(isLater ? [fill(words.waits, { length: lengthOf(route.groupWait, words) })] : []),
    ...(route.groupBy.length > 0
      ? [fill(words.together, { list: list(route.groupBy.map(named)), interval: lengthOf(route.groupInterval ?? "", words) })]
      : []),
    ...(route.repeatInterval ? [fill(words.repeated, { length: lengthOf(route.repeatInterval, words) })] : []),
    ...(route.muteWindows.length > 0 ? [fill(words.muted, { list: list(route.muteWindows) })] : []),
    ...(route.deadLetterTo ? [fill(words.deadLetters, { receiver: route.deadLetterTo })] : []),
  ];
}
