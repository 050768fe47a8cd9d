import type { Survey } from "../survey.ts";

/** What a kiosk is told to do, in the contract's JSON; a server may leave out whatever is empty. */
export interface Orders {
  settings: Settings;
  /** IANA name of the zone of the opening hours. */
  zone?: string;
  /** Without any it asks at all hours. */
  openingHours?: OpeningHours[];
  /** The touchpoint's names by language. */
  names?: Record<string, string>;
  /** One for each language, the one it begins with first; none where the touchpoint cannot be used. */
  surveys?: KioskSurvey[];
  mark?: string;
}

/** What a kiosk shows and how it behaves. */
export interface Settings {
  version?: number;
  name?: string;
  touchpoint?: string;
  theme?: string;
  /** A line above the question by language. */
  headings?: Record<string, string>;
  coolDown?: string;
  idle?: string;
  /** 4 to 8 digits; without one it cannot be left. */
  staffPin?: string;
}

/** A stretch of a week, by local times such as `08:30`; `24:00` is the end of the day. */
export interface OpeningHours {
  /** 1 is Monday. */
  weekday: number;
  opens: string;
  closes: string;
}

export type KioskSurvey = Survey & { administrationName?: string; serviceName?: string };

/** By what the server knows this kiosk. */
export interface Device {
  id: string;
  secret: string;
}

/** Why a kiosk asks nobody. */
export type Pause = "CLOSED" | "LEFT" | "STORAGE_FULL" | "UNUSABLE_TOUCHPOINT";

/** How a kiosk is, in the contract's JSON. */
export interface Heartbeat {
  appVersion: string;
  settingsVersion: number;
  pending: number;
  oldestPending?: string;
  sentAt: string;
  storageUsedKib?: number;
  storageQuotaKib?: number;
  storagePersistent: boolean;
  batteryPercent?: number;
  batteryCharging?: boolean;
  presses: number;
  ignoredPresses: number;
  pause?: Pause;
  ordersMark: string;
}

const COOL_DOWN_MILLIS = 3_000;
const IDLE_MILLIS = 20_000;

/** How long after a press nothing is taken. */
export function coolDownMillis({ coolDown }: Settings): number {
  return millis(coolDown) ?? COOL_DOWN_MILLIS;
}

/** How long somebody who began is waited for. */
export function idleMillis({ idle }: Settings): number {
  return millis(idle) ?? IDLE_MILLIS;
}

/** Milliseconds of a duration as the contract writes it, `1.500s`. */
export function millis(duration: string | undefined): number | undefined {
  const seconds = /^(\d+(\.\d+)?)s$/.exec(duration ?? "")?.[1];
  return seconds === undefined ? undefined : +seconds * 1_000;
}

/** The duration as the contract writes it. */
export function duration(millis: number): string {
  return `${(Math.max(0, millis) / 1_000).toFixed(3)}s`;
}
