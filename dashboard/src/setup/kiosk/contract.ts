import type { Names } from "../../contract.ts";

/** Why a kiosk asks nobody. */
export type Pause = "CLOSED" | "LEFT" | "STORAGE_FULL" | "UNUSABLE_TOUCHPOINT";

/** How a kiosk looks. */
export type Theme = "LIGHT" | "DARK" | "HIGH_CONTRAST";

/** A stretch of a day, by local time: `08:30` to `17:00`; days from 1, Monday. */
export interface OpeningHours {
  readonly weekday: number;
  readonly opens: string;
  readonly closes: string;
}

/** What a kiosk shows and how it behaves; lengths as the contract writes them, `2.500s`. */
export interface Settings {
  readonly version: number;
  readonly name: string;
  readonly touchpoint: string;
  readonly languages: readonly string[];
  readonly theme: Theme | "THEME_UNSPECIFIED";
  readonly headings: Names;
  readonly openingHours: readonly OpeningHours[];
  readonly coolDown?: string;
  readonly idle?: string;
}

/** What a kiosk last said of itself. */
export interface Heartbeat {
  readonly appVersion: string;
  readonly settingsVersion: number;
  readonly pending: number;
  readonly oldestPending?: string;
  readonly storageUsedKib?: number;
  readonly storageQuotaKib?: number;
  readonly storagePersistent: boolean;
  readonly batteryPercent?: number;
  readonly batteryCharging?: boolean;
  readonly presses: number;
  readonly ignoredPresses: number;
  readonly pause?: Pause;
}

/** A kiosk and what is known of it. */
export interface Device {
  readonly id: string;
  readonly administration: string;
  readonly settings: Settings;
  readonly pairedAt: string;
  readonly revokedAt?: string;
  readonly heartbeat?: Heartbeat;
  readonly heardAt?: string;
  /** Positive where its clock is ahead. */
  readonly clockSkew?: string;
}

/** Answer of `/v1/devices`. */
export interface Devices {
  readonly devices: readonly Device[];
}

/** Answer of `/v1/devices:createPairing`. */
export interface Pairing {
  readonly code: string;
  readonly expiresAt: string;
}
