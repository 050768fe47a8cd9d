import type { Administration, Names, Touchpoint } from "../contract.ts";

/** The address that citizens reach feedback-service at, without a slash at its end; undefined when it is no web address. */
export function originOf(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return undefined; // no address at all
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  return (url.origin + url.pathname).replace(/\/+$/, "");
}

/** What to copy into a web page. Keys are of `[a-z0-9-]`, so nothing in them needs to be written otherwise. */
export function snippetOf(server: string, key: string): string {
  return `<script src="${server}/widget/v1/onthaal.js" crossorigin="anonymous" defer></script>
<onthaal-feedback touchpoint="${key}"></onthaal-feedback>`;
}

/** The page on which anybody can rate. */
export function pageOf(server: string, key: string): string {
  return `${server}/r/${encodeURIComponent(key)}`;
}

/** A poster to print, whose code opens that page. */
export function posterOf(server: string, key: string, size: "a4" | "a6", language: string): string {
  return `${pageOf(server, key)}/poster?format=pdf&size=${size}&lang=${language}`;
}

/** Only what somebody looks for: by name in any language, by code or by key; all of a service or administration that has the word itself. */
export function matching(administrations: readonly Administration[], text: string): readonly Administration[] {
  const word = plain(text);
  if (word === "") return administrations;
  const has = (code: string, names: Names) => [code, ...Object.values(names)].some((name) => plain(name).includes(word));
  return administrations.flatMap((administration) => {
    if (has(administration.code, administration.names)) return [administration];
    const services = administration.services.flatMap((service) => {
      if (has(service.code, service.names)) return [service];
      const touchpoints = service.touchpoints.filter(({ key, names }) => has(key, names));
      return touchpoints.length === 0 ? [] : [{ ...service, touchpoints }];
    });
    return services.length === 0 ? [] : [{ ...administration, services }];
  });
}

/** Every place of some administrations. */
export function placesOf(administrations: readonly Administration[]): readonly Touchpoint[] {
  return administrations.flatMap(({ services }) => services).flatMap(({ touchpoints }) => touchpoints);
}

/** The first services of some administrations, until they have so many places. */
export function firstOf(administrations: readonly Administration[], placesMax: number): readonly Administration[] {
  let left = placesMax;
  return administrations.flatMap((administration) => {
    const services = administration.services.filter(({ touchpoints }) => {
      const isSeen = left > 0;
      left -= touchpoints.length;
      return isSeen;
    });
    return services.length === 0 && administration.services.length > 0 ? [] : [{ ...administration, services }];
  });
}

/** Without accents and capitals: who looks for "etat" means "État". */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().trim();
}
