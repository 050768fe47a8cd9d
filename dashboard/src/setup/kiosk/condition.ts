import type { Device, Pause } from "./contract.ts";

/** Five heartbeats that did not come. */
export const SILENT_MINUTES = 5;

/** An answer that waits so long found no network. */
export const WAITING_MINUTES = 15;

/** The server corrects more than this; see `docs/integrate/kiosk.md`. */
export const SKEW_MINUTES = 5;

/** A battery that is not charged and has less will not last the day. */
export const BATTERY_PERCENT = 20;

const MINUTE_SECONDS = 60;

/** How bad something is, the worst first. */
export const GRADES = ["bad", "warning", "good", "over"] as const;

/** One of them; what is over asks nothing of anybody. */
export type Grade = typeof GRADES[number];

/** What there is to say of a kiosk. */
export type Remark =
  | { readonly is: "revoked"; readonly at: string }
  | { readonly is: "silent"; readonly since: string }
  | { readonly is: "unheard" | "asks" | "settings" | "unkept" }
  | { readonly is: Pause }
  | { readonly is: "waiting"; readonly n: number; readonly seconds: number }
  | { readonly is: "skew"; readonly seconds: number }
  | { readonly is: "battery"; readonly percent: number };

const OF: Readonly<Record<Remark["is"], Grade>> = {
  revoked: "over",
  silent: "bad",
  STORAGE_FULL: "bad",
  UNUSABLE_TOUCHPOINT: "bad",
  unheard: "warning",
  LEFT: "warning",
  waiting: "warning",
  skew: "warning",
  battery: "warning",
  CLOSED: "good",
  asks: "good",
  settings: "good",
  unkept: "good",
};

/** Everything that there is to say of a kiosk now, the worst first; never nothing. */
export function remarksOf(device: Device, now: number): readonly Remark[] {
  const { heartbeat, heardAt, revokedAt } = device;
  if (revokedAt !== undefined) return [{ is: "revoked", at: revokedAt }];
  if (heartbeat === undefined || heardAt === undefined) return [{ is: "unheard" }];
  const isSilent = now - Date.parse(heardAt) > SILENT_MINUTES * MINUTE_SECONDS * 1_000;
  const oldest = secondsOf(heartbeat.oldestPending);
  const skew = secondsOf(device.clockSkew);
  const percent = heartbeat.batteryPercent;
  const remarks: (Remark | false)[] = [
    isSilent && { is: "silent", since: heardAt },
    heartbeat.pause !== undefined && { is: heartbeat.pause },
    heartbeat.pending > 0 && oldest > WAITING_MINUTES * MINUTE_SECONDS && { is: "waiting", n: heartbeat.pending, seconds: oldest },
    Math.abs(skew) > SKEW_MINUTES * MINUTE_SECONDS && { is: "skew", seconds: Math.abs(skew) },
    percent !== undefined && percent < BATTERY_PERCENT && !heartbeat.batteryCharging && { is: "battery", percent },
    !isSilent && heartbeat.pause === undefined && { is: "asks" },
    heartbeat.settingsVersion < device.settings.version && { is: "settings" },
    !heartbeat.storagePersistent && { is: "unkept" },
  ];
  return remarks.filter((remark) => remark !== false).sort((one, other) => rank(gradeOf(one)) - rank(gradeOf(other)));
}

/** How bad one remark is. */
export function gradeOf(remark: Remark): Grade {
  return OF[remark.is];
}

/** How bad it is with a kiosk as a whole. */
export function standingOf(device: Device, now: number): Grade {
  return gradeOf(remarksOf(device, now)[0]!);
}

/** Kiosks that need somebody first, those that were sent away last, and else by name. */
export function sorted(devices: readonly Device[], now: number): readonly Device[] {
  return devices.toSorted((one, other) =>
    rank(standingOf(one, now)) - rank(standingOf(other, now)) ||
    one.settings.name.localeCompare(other.settings.name, undefined, { numeric: true }) || one.id.localeCompare(other.id)
  );
}

/** Seconds of a length as the contract writes it, `2.500s`; an absent one is 0. */
export function secondsOf(length: string | undefined): number {
  return length === undefined ? 0 : Number(length.replace("s", ""));
}

function rank(grade: Grade): number {
  return GRADES.indexOf(grade);
}
