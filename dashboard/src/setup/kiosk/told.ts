import type { KioskWords } from "../../i18n/kiosk/index.ts";
import { fill, localeOf, momentName, type Speech } from "../../i18n/index.ts";
import type { Remark } from "./condition.ts";

/** The largest unit of which there are at least two, from the smallest. */
const UNITS = [["second", 1], ["minute", 60], ["hour", 3_600], ["day", 86_400]] as const;

/** A length in one unit, as people say it: 90 seconds, 3 hours, 12 days. */
export function lengthName(seconds: number, { language }: Speech): string {
  const [unit, its] = UNITS.findLast(([, many]) => seconds >= 2 * many) ?? UNITS[0];
  const format = new Intl.NumberFormat(localeOf(language), { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 });
  return format.format(seconds / its);
}

/** A share of a hundred. */
export function percentName(percent: number, { numbers }: Speech): string {
  return `${numbers.whole.format(percent)} %`;
}

/** What there is to say of a kiosk, as a sentence. */
export function sentenceOf(remark: Remark, zone: string, words: KioskWords, speech: Speech): string {
  const sentence = words.remark[remark.is];
  switch (remark.is) {
    case "revoked":
      return fill(sentence, { time: momentName(remark.at, zone, speech) });
    case "silent":
      return fill(sentence, { time: momentName(remark.since, zone, speech) });
    case "waiting":
      return fill(sentence, { n: speech.numbers.whole.format(remark.n), length: lengthName(remark.seconds, speech) });
    case "skew":
      return fill(sentence, { length: lengthName(remark.seconds, speech) });
    case "battery":
      return fill(sentence, { percent: percentName(remark.percent, speech) });
    default:
      return sentence;
  }
}
