import type { Alert, Catalogue, Evidence, KioskEvidence, Stream } from "../contract.ts";
import { ALERT_WORDS, type AlertWords } from "../i18n/alerts/index.ts";
import { fill, momentName, type Speech } from "../i18n/index.ts";
import { placeOf, zoneOf } from "./place.ts";

/** What a rule watches. */
export type Measure = "csat" | "dissatisfied" | "mean";

/** What a figure is compared with. */
export interface Condition {
  readonly measure: Measure | undefined;
  readonly below?: number;
  readonly above?: number;
  readonly target?: number;
  /** At least one rating in so long, as the rule writes it: `24h`. */
  readonly after?: string;
  /** The evidence at which it fires. */
  readonly evidenceDays?: number;
}

/** The beginnings of the English sentences that the API gives with an alert: they say which figure it is, as nothing else there does. */
const BEGINNINGS: Readonly<Record<string, Measure>> = { "Satisfaction at ": "csat", "Dissatisfaction at ": "dissatisfied", "The mean score at ": "mean" };

/** What an alert is known to watch without its rule. */
export function conditionOf(alert: Alert): Condition {
  const beginning = Object.keys(BEGINNINGS).find((each) => alert.because.startsWith(each));
  return { measure: beginning === undefined ? undefined : BEGINNINGS[beginning] };
}

/** What a rule of a file says, by its name; undefined where it is not found. */
export function conditionIn(rules: string, name: string): Condition | undefined {
  const rule = rules.split(/^ *- /m).map((part) => `  ${part}`).find((part) => valueIn(part, "name") === name);
  return rule === undefined ? undefined : conditionOfRule(rule);
}

/** The value of a key, on a line of its own or in braces. */
function valueIn(rule: string, key: string): string | undefined {
  return new RegExp(`(?:^|[{,]) *${key}: *"?([^,}#"\\n]+)`, "m").exec(rule)?.[1]?.trim();
}

/** What one rule says. Whoever typed it may leave out what it measures; the text that the API gives with a decision has every default. */
export function conditionOfRule(rule: string): Condition {
  const value = (key: string) => valueIn(rule, key);
  const number = (key: string) => {
    const text = value(key);
    return text === undefined || Number.isNaN(Number(text)) ? undefined : Number(text);
  };
  const numbers = { below: number("below"), above: number("above"), target: number("target"), evidenceDays: number("evidence-days") };
  const isShare = value("kind") !== "drop" && (value("metric") ?? "csat") === "csat";
  const measure = value("measure") ?? (["absence", "kiosks"].includes(value("kind") ?? "") ? undefined : isShare ? "csat" : "mean");
  const after = value("after");
  return {
    measure: measure === "csat" || measure === "dissatisfied" || measure === "mean" ? measure : undefined,
    ...Object.fromEntries(Object.entries(numbers).filter(([, known]) => known !== undefined)),
    ...(after === undefined ? {} : { after }),
  };
}

/** What is the matter with an alert, or how it ended, in one sentence of the reader's language. */
export function sentenceOf(alert: Alert, catalogue: Catalogue, speech: Speech, condition: Condition = conditionOf(alert)): string {
  const sentence = new Sentence(alert.stream, catalogue, speech, condition);
  return alert.evidence.kiosk ? sentence.ofKiosk(alert.evidence, alert.evidence.kiosk) : sentence.of(alert.kind === "ABSENCE", alert.state === "RESOLVED", alert.evidence);
}

/** The same of a window in which a rule would have held. */
export function sentenceOfRow(stream: Stream, evidence: Evidence, catalogue: Catalogue, speech: Speech, condition: Condition): string {
  return new Sentence(stream, catalogue, speech, condition).of(evidence.value === undefined, false, evidence);
}

class Sentence {
  private readonly words: AlertWords;

  constructor(
    private readonly stream: Stream,
    private readonly catalogue: Catalogue,
    private readonly speech: Speech,
    private readonly condition: Condition,
  ) {
    this.words = ALERT_WORDS[speech.language];
  }

  of(isAbsence: boolean, isOver: boolean, evidence: Evidence): string {
    const { sentence } = this.words;
    if (isAbsence && isOver) return this.say(sentence.again, {});
    if (isAbsence || evidence.value === undefined) return this.absent(evidence);
    const now = figureOf(evidence, this.condition, this.speech);
    if (evidence.previousValue !== undefined) {
      const before = valueOf(evidence.previousValue, this.condition, this.speech);
      const pattern = isOver ? sentence.noLongerWorse : evidence.value <= evidence.previousValue ? sentence.fell : sentence.rose;
      return this.say(pattern, { before: counted(before, evidence.previousN, this.speech), now });
    }
    return isOver ? this.say(sentence.isNow, { now }) : this.compared(evidence.value, now);
  }

  ofKiosk(evidence: Evidence, { name, trouble }: KioskEvidence): string {
    return this.say(this.words.sentence.kiosk[trouble], { name, time: this.time(evidence.windowStart) });
  }

  private absent(evidence: Evidence): string {
    const { sentence } = this.words;
    const time = this.time(evidence.lastRatedAt ?? evidence.windowStart);
    return evidence.expectedRatings === undefined
      ? this.say(sentence.noRatings, { time })
      : this.say(sentence.noneButExpected, { time, expected: this.speech.numbers.one.format(evidence.expectedRatings) });
  }

  /** An alert that is kept firing for a while may be on the right side already. */
  private compared(value: number, now: string): string {
    const { sentence } = this.words;
    const { below, above, target } = this.condition;
    const limited = (pattern: string, limit: number) => this.say(pattern, { now, limit: valueOf(limit, this.condition, this.speech) });
    if (target !== undefined && value < target) return limited(sentence.belowTarget, target);
    if (below !== undefined && value < below) return limited(sentence.below, below);
    if (above !== undefined && value > above) return limited(sentence.above, above);
    const isKnown = below !== undefined || above !== undefined || target !== undefined;
    return this.say(isKnown ? sentence.isNow : sentence.outside, { now });
  }

  private say(pattern: string, values: Readonly<Record<string, string>>): string {
    const figure = this.words.figure[this.condition.measure ?? "unknown"];
    return fill(pattern, { figure, place: placeOf(this.stream, this.catalogue, this.speech), ...values });
  }

  private time(at: string): string {
    return momentName(at, zoneOf(this.stream, this.catalogue), this.speech);
  }
}

/** A share with its unit, or a mean. */
export function valueOf(value: number, condition: Condition, { numbers }: Speech): string {
  const isShare = condition.measure === "csat" || condition.measure === "dissatisfied";
  return isShare ? `${numbers.one.format(value)}\u00a0%` : numbers.one.format(value);
}

/** The figure with its interval and its n. */
export function figureOf(evidence: Evidence, condition: Condition, speech: Speech): string {
  const { withInterval } = ALERT_WORDS[speech.language].sentence;
  const { value = 0, low, high } = evidence;
  if (low === undefined || high === undefined) return counted(valueOf(value, condition, speech), evidence.n, speech);
  return fill(withInterval, {
    value: valueOf(value, condition, speech),
    low: speech.numbers.one.format(low),
    high: valueOf(high, condition, speech),
    n: speech.numbers.whole.format(evidence.n),
  });
}

function counted(value: string, n: number | undefined, speech: Speech): string {
  if (n === undefined) return value;
  return fill(ALERT_WORDS[speech.language].sentence.withoutInterval, { value, n: speech.numbers.whole.format(n) });
}

const DAYS_MAX = 1e6; // beyond this nobody compares numbers

/** How strong a signal is, told by how rarely chance gives as much. */
export function chanceOf(days: number, speech: Speech): string {
  const { chance, million } = ALERT_WORDS[speech.language].evidence;
  return fill(chance, { n: days > DAYS_MAX ? million : speech.numbers.whole.format(Math.floor(days)) });
}
