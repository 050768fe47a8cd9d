import type { Catalogue, Stream } from "../contract.ts";
import { ALERT_WORDS } from "../i18n/alerts/index.ts";
import { fill, localeOf, nameOf, type Speech } from "../i18n/index.ts";

/** Where an alert is, in names of the reader's language: service, place, channel, then the administration in brackets. */
export function placeOf(stream: Stream, catalogue: Catalogue, speech: Speech): string {
  const { language } = speech;
  const words = ALERT_WORDS[language].where;
  const administration = catalogue.administrations.find(({ code }) => code === stream.administration);
  const parts: string[] = [];
  if (stream.service !== undefined) parts.push(serviceName(stream.service, stream.administration, catalogue, speech));
  if (stream.touchpoint !== undefined) parts.push(touchpointName(stream.touchpoint, catalogue, speech));
  if (stream.channel !== undefined) parts.push(speech.words.channel[stream.channel] ?? stream.channel);
  if (stream.language !== undefined) parts.push(fill(words.language, { language: languageName(stream.language, speech) }));
  if (stream.question !== undefined) parts.push(fill(words.question, { question: stream.question }));
  const body = administration ? nameOf(administration.names, language, administration.code) : stream.administration;
  if (parts.length === 0) return body ?? words.all;
  return body === undefined ? parts.join(", ") : `${parts.join(", ")} (${body})`;
}

function serviceName(code: string, administration: string | undefined, catalogue: Catalogue, { language }: Speech): string {
  const service = catalogue.administrations
    .filter((each) => administration === undefined || each.code === administration)
    .flatMap(({ services }) => services)
    .find((each) => each.code === code);
  return nameOf(service?.names, language, code);
}

function touchpointName(key: string, catalogue: Catalogue, { language }: Speech): string {
  const touchpoint = catalogue.administrations
    .flatMap(({ services }) => services)
    .flatMap(({ touchpoints }) => touchpoints)
    .find((each) => each.key === key);
  return nameOf(touchpoint?.names, language, key);
}

function languageName(code: string, { language }: Speech): string {
  try {
    return new Intl.DisplayNames(localeOf(language), { type: "language" }).of(code) ?? code;
  } catch {
    return code; // ratings may name anything as their language
  }
}

/** The zone in which the times of an alert are told: that of its administration, or of the only one there is to know. */
export function zoneOf(stream: Stream, catalogue: Catalogue): string {
  const mine = catalogue.administrations.find(({ code }) => code === stream.administration);
  return (mine ?? catalogue.administrations[0])?.zone ?? "Europe/Brussels";
}

/** A day that is written `2026-11-27`. */
export function dayOf(day: string, speech: Speech): string {
  return new Intl.DateTimeFormat(localeOf(speech.language), { timeZone: "UTC", dateStyle: "medium" }).format(new Date(`${day}T00:00:00Z`));
}
