import type { FeedbackProblem } from "../onthaal.d.ts";
import type { Rating } from "../submission.ts";
import type { Database } from "./database.ts";

/** More than a busy kiosk takes in a month without a network; keeps a broken one from filling its disk. */
export const PRESSES_MAX = 100_000;
/** Written and removed again to see whether there is room. */
const PROBE_BYTES = 65_536;
const PRESSES = "presses";

/** A press that the server has not acknowledged. */
export interface Press {
  /** Grows with each press. */
  order: number;
  rating: Rating;
  /** Its id was replaced, which is done once. */
  renewed?: boolean;
}

/** A press that the server will never take, and its reasons. */
export interface Refused extends Press {
  problem: FeedbackProblem;
}

/** How much waits to be sent. */
export interface Waiting {
  pending: number;
  refused: number;
  /** When the oldest was pressed. */
  oldest?: string;
}

/**
 * Presses in their order, until their own ids are acknowledged.
 *
 * A press is here from the moment it is made. While its person may still add reasons it is held: it is not sent, so that its id
 * only ever stands for one content and the server never sees it twice with different ones. What is held is known to this page
 * alone: after a power cut nobody is there to add anything, and the press goes out as it was kept.
 */
export class Queue {
  #held: number | undefined;

  private constructor(private readonly database: Database, private count: number, private waiting: number) {}

  static async of(database: Database): Promise<Queue> {
    return new Queue(database, await database.value<number>(PRESSES) ?? 0, await database.read("press", (store) => store.count()));
  }

  /** Presses since the kiosk was first opened. */
  get presses(): number {
    return this.count;
  }

  /** Keeps a press and holds it; throws where there is no room for it. */
  async add(rating: Rating): Promise<Press> {
    if (this.waiting >= PRESSES_MAX) {
      throw new Error(`${PRESSES_MAX} presses wait already`);
    }
    const order = await this.database.write(["press", "state"], (store) => {
      store("state").put(this.count + 1, PRESSES);
      return store("press").add({ rating });
    });
    this.count++;
    this.waiting++;
    this.#held = order as number;
    return { order: order as number, rating };
  }

  /** What a press says now; only while it is held. */
  async amend(press: Press): Promise<void> {
    await this.database.write(["press"], (store) => void store("press").put(press));
  }

  /** Nothing more is added to a press that was held. */
  release({ order }: Press): void {
    if (this.#held === order) {
      this.#held = undefined;
    }
  }

  /** The oldest that may be sent. */
  async batch(countMax: number): Promise<Press[]> {
    const held = this.#held;
    const presses: Press[] = await this.database.read("press", (store) => store.getAll(null, countMax));
    return presses.filter(({ order }) => order !== held);
  }

  /** Leaves out what was acknowledged, puts apart what was refused, and gives new ids to what had an impossible one; all at once. */
  async settle(acknowledged: Press[], refused: Refused[], renewed: Press[]): Promise<void> {
    await this.database.write(["press", "refused"], (store) => {
      acknowledged.concat(refused).forEach(({ order }) => store("press").delete(order));
      refused.forEach((one) => store("refused").put(one));
      renewed.forEach((one) => store("press").put(one));
    });
    this.waiting -= acknowledged.length + refused.length;
  }

  async state(): Promise<Waiting> {
    const pending = await this.database.read("press", (store) => store.count());
    const [oldest] = await this.database.read("press", (store) => store.getAll(null, 1)) as Press[];
    const refused = await this.database.read("refused", (store) => store.count());
    return { pending, refused, ...oldest && { oldest: oldest.rating.ratedAt } };
  }

  /** The newest of those that were refused. */
  async newestRefusal(): Promise<FeedbackProblem | undefined> {
    const cursor = await this.database.read("refused", (store) => store.openCursor(null, "prev"));
    return (cursor?.value as Refused | undefined)?.problem;
  }

  /** Whether a press would find room. */
  async hasRoom(): Promise<boolean> {
    try {
      await this.database.keep("probe", "?".repeat(PROBE_BYTES));
      await this.database.forget("probe");
      return this.waiting < PRESSES_MAX;
    } catch {
      return false;
    }
  }
}
