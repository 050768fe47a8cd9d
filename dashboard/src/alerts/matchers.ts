import type { Alert, Catalogue } from "../contract.ts";
import { fill, nameOf, type Speech } from "../i18n/index.ts";
import type { AlertWords } from "../i18n/alerts/index.ts";
import type { Matchers } from "./contract.ts";

/** What a silence can look at, in the order in which it is told. */
export const MATCHED = ["rules", "severities", "administrations", "services", "channels", "touchpoints", "languages"] as const;

/** One of them. */
export type Matched = typeof MATCHED[number];

/** Exactly this alert's rule and stream. */
export function matchersOf({ rule, stream }: Alert): Matchers {
  const one = (value: string | undefined) => (value === undefined ? [] : [value]);
  return {
    rules: [rule],
    administrations: one(stream.administration),
    services: one(stream.service),
    channels: one(stream.channel),
    touchpoints: one(stream.touchpoint),
    languages: one(stream.language),
  };
}

/** Values that somebody typed, parted by commas or lines. */
export function valuesOf(text: string): readonly string[] {
  return text.split(/[,\n]/).map((value) => value.trim()).filter((value) => value !== "");
}

/** What a silence matches, in words: names where the catalogue has them. */
export function toldMatchers(matchers: Matchers, catalogue: Catalogue, speech: Speech, words: AlertWords): string {
  const parts = MATCHED.flatMap((key) => {
    const values = matchers[key] ?? [];
    return values.length === 0 ? [] : [fill(words.silence.pair, { key: words.silence[key], values: values.map((value) => named(key, value, catalogue, speech, words)).join(", ") })];
  });
  return parts.join("; ");
}

function named(key: Matched, value: string, { administrations }: Catalogue, speech: Speech, words: AlertWords): string {
  const services = administrations.flatMap((each) => each.services);
  const known = key === "administrations"
    ? administrations.find(({ code }) => code === value)
    : key === "services"
    ? services.find(({ code }) => code === value)
    : key === "touchpoints"
    ? services.flatMap(({ touchpoints }) => touchpoints).find((each) => each.key === value)
    : undefined;
  if (key === "severities") return (words.severity as Readonly<Record<string, string>>)[value] ?? value;
  if (key === "channels") return (speech.words.channel as Readonly<Record<string, string>>)[value.toUpperCase()] ?? value;
  return nameOf(known?.names, speech.language, value);
}
