import type { Clock } from "./clock.ts";
import { duration, type Heartbeat, type Orders, type Pause } from "./contract.ts";
import type { Waiting } from "./queue.ts";
import type { Reply } from "./transport.ts";

/** How often the server hears of a kiosk. */
export const HEARTBEAT_MILLIS = 60_000;
const KIB = 1_024;

/** What the browser tells of the device; each part may be missing. */
export interface Browser {
  storage?: Pick<StorageManager, "estimate" | "persisted"> | undefined;
  getBattery?: (() => Promise<{ level: number; charging: boolean }>) | undefined;
}

/** What the kiosk tells of itself. */
export interface Condition {
  orders: Orders;
  waiting: Waiting;
  presses: number;
  ignoredPresses: number;
  pause?: Pause | undefined;
}

/** How the kiosk is, with all that the browser says. */
export async function heartbeat(
  version: string,
  { orders, waiting, ...counts }: Condition,
  clock: Clock,
  browser: Browser,
): Promise<Heartbeat> {
  const { usage, quota } = await browser.storage?.estimate().catch(() => undefined) ?? {};
  const battery = await browser.getBattery?.().catch(() => undefined);
  return {
    appVersion: version,
    settingsVersion: orders.settings.version ?? 0,
    pending: waiting.pending,
    ...waiting.oldest && { oldestPending: duration(clock.now() - Date.parse(waiting.oldest)) },
    sentAt: new Date().toISOString(),
    ...usage !== undefined && { storageUsedKib: kib(usage) },
    ...quota !== undefined && { storageQuotaKib: kib(quota) },
    storagePersistent: await browser.storage?.persisted?.().catch(() => false) ?? false,
    ...battery && { batteryPercent: Math.round(battery.level * 100), batteryCharging: battery.charging },
    presses: counts.presses,
    ignoredPresses: counts.ignoredPresses,
    ...counts.pause && { pause: counts.pause },
    ordersMark: orders.mark ?? "",
  };
}

/** New orders, and the server's clock into ours. */
export function heard({ body }: Reply, clock: Clock, tookMillis: number): Orders | undefined {
  const { orders, serverTime } = body as { orders?: Orders; serverTime?: string };
  const server = Date.parse(serverTime ?? "");
  if (server) {
    clock.heard(server, tookMillis);
  }
  return orders ?? undefined;
}

/** As much as the contract's number holds. */
function kib(bytes: number): number {
  return Math.min(Math.round(bytes / KIB), 2 ** 32 - 1);
}
