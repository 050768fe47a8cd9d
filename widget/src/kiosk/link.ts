import type { Clock } from "./clock.ts";
import type { Device, Orders } from "./contract.ts";
import type { CoolDown } from "./cool-down.ts";
import type { Database } from "./database.ts";
import { type Browser, type Condition, heard, heartbeat } from "./heartbeat.ts";
import { KeyStanding } from "./key-standing.ts";
import type { Queue } from "./queue.ts";
import { type Contact, contactOf, Sender } from "./sender.ts";
import { call } from "./transport.ts";

const HEARD_AT = "heard-at";
const DEVICE = "device";
const ORDERS = "orders";

/** What came of typing a code. */
export type Pairing = "paired" | "refused" | "too-many" | "unreachable";

/** What a link works with. */
export interface LinkParts {
  database: Database;
  queue: Queue;
  clock: Clock;
  coolDown: CoolDown;
  device?: Device | undefined;
}

/** What goes between the kiosk and its server: pairing, heartbeats and ratings. */
export class Link {
  readonly sender: Sender;
  #device: Device | undefined;
  #contactAt: number | undefined;
  readonly #key = new KeyStanding();

  /** @param changed something of what this link knows is different now */
  constructor(private readonly parts: LinkParts, private readonly changed: () => void) {
    this.#device = parts.device;
    this.sender = new Sender({
      queue: parts.queue,
      send: (ratings) => this.#device && call("/v1/ratings:batch", { ratings }, this.#device.secret),
      now: () => parts.clock.now(),
      tell: (contact) => this.#tell(contact),
      later: (work, millis) => setTimeout(work, millis),
    });
  }

  get isPaired(): boolean {
    return !!this.#device;
  }

  /** The server took the key back, or has not known it for long. */
  get isKeyRefused(): boolean {
    return this.#key.isRefused;
  }

  /** When the server last answered, by the kiosk's clock. */
  get contactAt(): number | undefined {
    return this.#contactAt;
  }

  /** Lets the kiosk in; its key and its orders are on the disk before anything else. */
  async pair(code: string): Promise<{ pairing: Pairing; orders?: Orders }> {
    const reply = await call("/v1/devices:pair", { code });
    const { id, secret, orders } = (reply.body ?? {}) as Partial<Device> & { orders?: Orders };
    if (reply.status === 200 && id && secret && orders) {
      await this.parts.database.write(["state"], (store) => {
        store("state").put({ id, secret }, DEVICE);
        store("state").put(orders, ORDERS);
      });
      this.#device = { id, secret };
      this.#tell("reached");
      return { pairing: "paired", orders };
    }
    return { pairing: reply.status === 429 ? "too-many" : reply.reason && reply.status < 500 ? "refused" : "unreachable" };
  }

  /** Forgets the key; what was pressed stays. */
  async unpair(): Promise<void> {
    this.#device = undefined;
    this.#key.forget();
    await this.parts.database.write(["state"], (store) => {
      store("state").delete(DEVICE);
      store("state").delete(ORDERS);
    });
  }

  /** Tells the server how the kiosk is; new orders come back, and are on the disk. */
  async beat(version: string, condition: Condition): Promise<Orders | undefined> {
    const device = this.#device;
    if (!device) {
      return undefined;
    }
    const { clock, database } = this.parts;
    const body = { heartbeat: await heartbeat(version, condition, clock, navigator as Browser) };
    const began = performance.now();
    const reply = await call("/v1/devices:heartbeat", body, device.secret);
    if (device !== this.#device) {
      return undefined;
    }
    this.#tell(contactOf(reply));
    if (reply.status !== 200) {
      return undefined;
    }
    this.sender.reached();
    const orders = heard(reply, clock, performance.now() - began);
    await database.write(["state"], (store) => {
      store("state").put(clock.now(), HEARD_AT);
      if (orders) {
        store("state").put(orders, ORDERS);
      }
    }).catch(() => {
      // The disk is full: what is new holds until the next start, and is told again then.
    });
    return orders;
  }

  #tell(contact: Contact): void {
    if (contact === "reached") {
      this.#contactAt = this.parts.clock.now();
    }
    const before = this.#key.isRefused;
    this.#key.hear(contact, performance.now());
    if (this.#key.isRefused !== before) {
      this.changed();
    }
  }
}

/** What the server said last, in milliseconds since 1970; absent before it said anything. */
export async function lastHeard(database: Database): Promise<number | undefined> {
  return await database.value<number>(HEARD_AT);
}

/** What the kiosk was last told to do; absent before it was paired. */
export async function keptOrders(database: Database): Promise<Orders | undefined> {
  return await database.value<Orders>(ORDERS);
}

/** By what the server knows the kiosk; absent before it was paired. */
export async function keptDevice(database: Database): Promise<Device | undefined> {
  return await database.value<Device>(DEVICE);
}
