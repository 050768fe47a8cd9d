import type { Lacking } from "./places.ts";

/** The command that adds a file, for the shell of the installation's machine. */
export function commandOf(name: string, { administrations, services, places }: Lacking, zone: string): string {
  const lacks = administrations.length + services.length + places.length > 0;
  const zoned = administrations.length > 0 ? ` --zone ${quoted(zone)}` : "";
  return `./onthaal import ${quoted(name.startsWith("-") ? `./${name}` : name)}${lacks ? ` --create-missing${zoned}` : ""}`;
}

/** As a POSIX shell takes it for one word. */
function quoted(text: string): string {
  return /^[\w./:=+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Zones that can be chosen, those of the page's people first. */
export function zones(): readonly string[] {
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set(["Europe/Brussels", here, ...Intl.supportedValuesOf("timeZone")])];
}
