import type {} from "./globals.d.ts";
import { spokenBy, wordsOf } from "./i18n/index.ts";
import type { Orders } from "./contract.ts";
import type { Parts } from "./kiosk.ts";
import type { Link } from "./link.ts";
import { PinGuard } from "./pin-guard.ts";
import { pinScreen } from "./screen/pin-screen.ts";
import { type Deed, staffScreen } from "./screen/staff-screen.ts";
import { stateLines } from "./staff-state.ts";

/** What staff see and do it with. */
export interface Desk {
  parts: Parts;
  orders: () => Orders;
  link: () => Link;
  language: () => string;
  hasLeft: () => boolean;
  /** Staff have not left what is for them alone. */
  isOpen: () => boolean;
  draw: (name: string, content: HTMLElement[]) => void;
  say: (sentence: string) => void;
  back: () => void;
  beat: () => Promise<void>;
  leaveOrResume: () => Promise<void>;
  unpair: () => Promise<void>;
}

/** What is for staff alone: how the kiosk is, and how to leave it. Works without a network. */
export class Staff {
  readonly #pins = new PinGuard();
  #isIn = false;

  constructor(private readonly desk: Desk) {}

  askForPin(): void {
    const language = this.desk.language();
    const words = wordsOf(language);
    const enter = (typed: string) => {
      const now = performance.now();
      if (this.#pins.opens(typed, this.desk.orders().settings.staffPin!, now)) {
        this.#show();
        return undefined;
      }
      const waits = this.#pins.waits(now);
      return waits ? words.pinWait(Math.ceil(waits / 1_000)) : words.pinWrong;
    };
    this.#isIn = false;
    this.desk.draw("pin", pinScreen(words, spokenBy(language), enter, () => this.desk.back()));
  }

  /** The same, in the language of now. */
  redraw(): void {
    if (this.#isIn) {
      this.#show();
    } else {
      this.askForPin();
    }
  }

  async #show(): Promise<void> {
    const { parts: { queue, coolDown, clock }, draw, orders } = this.desk;
    const link = this.desk.link();
    const own = spokenBy(this.desk.language());
    const words = wordsOf(own);
    this.#isIn = true;
    const waiting = await queue.state();
    const state = {
      version: KIOSK_VERSION,
      orders: orders(),
      waiting,
      refusal: await queue.newestRefusal(),
      presses: queue.presses,
      ignored: coolDown.ignored,
      isPersistent: await navigator.storage?.persisted?.() ?? false,
      contactAt: link.contactAt,
    };
    // Whoever left meanwhile is not called back.
    if (!this.desk.isOpen()) {
      return;
    }
    draw(
      "staff",
      staffScreen(words, own, stateLines(state, clock, own), this.#deeds(waiting.pending), link.isKeyRefused ? words.keyRefused : ""),
    );
  }

  #deeds(pending: number): Deed[] {
    const { desk } = this;
    const words = wordsOf(desk.language());
    const link = desk.link();
    const send = async () => {
      await link.sender.sendNow();
      await desk.beat();
      const left = (await desk.parts.queue.state()).pending;
      await this.#show();
      if (desk.isOpen()) {
        desk.say(left ? words.notSent : words.sent);
      }
    };
    return [
      { name: "back", label: words.back, work: desk.back },
      { name: "send", label: words.sendNow, work: send },
      { name: "leave", label: desk.hasLeft() ? words.resume : words.leave, work: desk.leaveOrResume },
      {
        name: "unpair",
        label: link.isKeyRefused ? words.pairAnew : words.unpair,
        ...!link.isKeyRefused && { sure: words.unpairSure(pending) },
        work: desk.unpair,
      },
    ];
  }
}
