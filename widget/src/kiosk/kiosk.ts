import type {} from "./globals.d.ts";
import { primaryLanguage } from "../i18n/index.ts";
import type { Clock } from "./clock.ts";
import { idleMillis, type Orders, type Pause } from "./contract.ts";
import type { CoolDown } from "./cool-down.ts";
import type { Database } from "./database.ts";
import { HEARTBEAT_MILLIS } from "./heartbeat.ts";
import { isOpen, localTime, nextOpening } from "./hours.ts";
import { dayOf, kioskWords, spokenBy, wordsOf } from "./i18n/index.ts";
import { IdleTimer } from "./idle.ts";
import type { Link } from "./link.ts";
import { Person } from "./person.ts";
import type { Queue } from "./queue.ts";
import { noticeScreen } from "./screen/notice-screen.ts";
import { pairingScreen } from "./screen/pairing-screen.ts";
import { type Scene, Stage } from "./screen/stage.ts";
import type { Speech } from "./speech.ts";
import { Staff } from "./staff.ts";

const IGNORED = "ignored";
/** How soon it is noticed that a service opens or closes, and that there is room again. */
const LOOK_MILLIS = 10_000;

/** What a kiosk is made of. */
export interface Parts {
  database: Database;
  queue: Queue;
  clock: Clock;
  coolDown: CoolDown;
  speech: Speech;
  orders?: Orders | undefined;
}

type Mode = "pairing" | "asking" | "paused" | "staff";

/** One kiosk: what it shows when, and when it does what it is told. */
export class Kiosk {
  link!: Link;
  readonly stage: Stage;
  readonly #staff: Staff;
  readonly #idle = new IdleTimer({ warn: (seconds) => this.stage.warn(seconds), end: () => this.#show() });
  #orders: Orders | undefined;
  #next: Orders | undefined;
  #person: Person | undefined;
  #mode: Mode = "pairing";
  #language = kioskWords[primaryLanguage(navigator.language)] ? primaryLanguage(navigator.language) : "fr";
  #isFull = false;
  #hasLeft = false;
  #shown = "";
  #keptIgnored: number;

  /** @param free nobody is in front of it */
  constructor(root: HTMLElement, private readonly parts: Parts, private readonly free: () => void) {
    this.#orders = parts.orders;
    this.#keptIgnored = parts.coolDown.ignored;
    this.stage = new Stage(root, {
      language: (language) => this.#speakIn(language),
      speak: () => this.#person?.toggleSpeech(),
      staff: () => this.#askForStaff(),
      stay: () => this.#touch(),
    });
    this.#staff = new Staff({
      parts,
      orders: () => this.#orders!,
      link: () => this.link,
      language: () => this.#language,
      hasLeft: () => this.#hasLeft,
      isOpen: () => this.#mode === "staff",
      draw: (name, content) => this.#draw(name, content),
      say: (sentence) => this.stage.say(sentence),
      back: () => this.#show(),
      beat: () => this.beat(),
      leaveOrResume: () => this.#leaveOrResume(),
      unpair: () => this.#unpair(),
    });
    root.addEventListener("pointerdown", ({ target }) => {
      if ((target as Element).closest("main")) {
        this.#person?.pressedAside();
      }
      this.#touch();
    });
    addEventListener("keydown", (event) => {
      if (this.#person && !event.ctrlKey && !event.altKey && !event.metaKey) {
        this.#person.key(event);
      } else {
        this.#touch();
      }
    });
    parts.speech.onVoices(() => this.#person?.draw());
  }

  /** Nobody would notice if everything began anew. */
  get isFree(): boolean {
    return this.#person?.isFree ?? (this.#mode === "paused" || (this.#mode === "pairing" && !this.#typed()));
  }

  /** From now on for ever. */
  run(): void {
    this.#show();
    // Also after a beat that failed.
    const beat = (): Promise<void> =>
      this.beat().finally(() => setTimeout(beat, HEARTBEAT_MILLIS * (.95 + Math.random() / 10)));
    beat();
    setInterval(() => this.#look(), LOOK_MILLIS);
  }

  /** Tells the server how it is, and does what it is told once nobody is in front of it. */
  async beat(): Promise<void> {
    const { queue, coolDown, database } = this.parts;
    if (coolDown.ignored !== this.#keptIgnored) {
      this.#keptIgnored = coolDown.ignored;
      await database.keep(IGNORED, coolDown.ignored).catch(() => {
        // The disk is full: the count is kept with a later beat.
        this.#keptIgnored = -1;
      });
    }
    if (this.#orders) {
      const orders = await this.link.beat(KIOSK_VERSION, {
        orders: this.#orders,
        waiting: await queue.state(),
        presses: queue.presses,
        ignoredPresses: coolDown.ignored,
        pause: this.#pause(),
      });
      if (orders) {
        this.#next = this.link.isPaired ? orders : undefined;
      }
    }
    this.#settle();
  }

  /** Something that was not known may be different now. */
  changed(): void {
    this.#settle();
  }

  #pause(): Pause | undefined {
    const { surveys = [], openingHours = [], zone } = this.#orders!;
    return this.#hasLeft
      ? "LEFT"
      : !surveys[0] || this.link.isKeyRefused
      ? "UNUSABLE_TOUCHPOINT"
      : this.#isFull
      ? "STORAGE_FULL"
      : isOpen(openingHours, localTime(this.parts.clock.now(), zone))
      ? undefined
      : "CLOSED";
  }

  async #look(): Promise<void> {
    if (this.#isFull && await this.parts.queue.hasRoom()) {
      this.#isFull = false;
    }
    this.#settle();
  }

  /** Takes new orders and follows the clock, unless somebody is in front of it. */
  #settle(): void {
    if (!this.isFree) {
      return;
    }
    if (this.#next || this.#shown !== this.#wanted()) {
      this.#show();
    }
    this.free();
  }

  #wanted(): string {
    return this.link.isPaired && this.#orders ? this.#pause() ?? "asking" : "pairing";
  }

  /** What there is to be shown to whoever comes. */
  #show(): void {
    this.#leavePerson();
    this.#idle.stop();
    if (this.#next) {
      this.#orders = this.#next;
      this.#next = undefined;
      // Whoever gave the orders sees at once that they are followed.
      queueMicrotask(() => this.beat());
    }
    this.#shown = this.#wanted();
    document.documentElement.dataset.theme = (this.#orders?.settings.theme ?? "LIGHT").toLowerCase().replace("_", "-");
    const { speech, queue, clock, coolDown } = this.parts;
    if (this.#shown === "pairing") {
      this.#showPairing();
    } else if (this.#shown === "asking") {
      this.#mode = "asking";
      this.#person = new Person({
        orders: this.#orders!,
        stage: this.stage,
        queue,
        clock,
        coolDown,
        speech,
        kept: () => this.link.sender.wake(),
        full: (wasKept) => this.#full(wasKept),
        free: () => this.#settle(),
      });
      this.#person.begin();
    } else {
      this.#language = this.#languages()[0]!;
      this.#showPause(this.#shown as Pause);
    }
  }

  #showPairing(): void {
    const words = wordsOf(this.#language);
    const typed = this.#typed();
    this.#mode = "pairing";
    this.#draw(
      "pairing",
      pairingScreen(words, typed, async (code) => {
        const { pairing, orders } = await this.link.pair(code);
        if (pairing === "paired") {
          this.#orders = orders;
          this.#isFull = this.#hasLeft = false;
          this.#show();
          this.link.sender.sendNow();
          this.beat();
          return undefined;
        }
        return pairing === "too-many" ? words.tooMany : pairing === "refused" ? words.pairRefused : words.unreachable;
      }),
    );
  }

  #showPause(pause: Pause, wasKept?: boolean): void {
    const language = this.#language;
    const words = wordsOf(language);
    const title = { CLOSED: words.closed, LEFT: words.left, STORAGE_FULL: words.full, UNUSABLE_TOUCHPOINT: words.unused }[pause];
    const { openingHours = [], zone } = this.#orders!;
    const opening = pause === "CLOSED" ? nextOpening(openingHours, localTime(this.parts.clock.now(), zone)) : undefined;
    const lost = wasKept === undefined ? [] : [wasKept ? words.partKept : words.notKept];
    const more = opening ? [words.opensAt(dayOf(opening.weekday, language), opening.time)] : pause === "CLOSED" ? [] : [words.tellStaff];
    this.#mode = "paused";
    this.#draw("paused", noticeScreen(title, [...lost, ...more], spokenBy(language)));
  }

  /** A press found no room, or what was added to one: that is said to whoever pressed. */
  #full(wasKept: boolean): void {
    const language = this.#person!.language;
    this.#leavePerson();
    this.#isFull = true;
    this.#shown = "STORAGE_FULL";
    this.#language = language;
    this.#showPause("STORAGE_FULL", wasKept);
    this.stage.say(wasKept ? wordsOf(language).partKept : wordsOf(language).notKept);
    this.beat();
  }

  #askForStaff(): void {
    this.#language = this.#person?.language ?? this.#language;
    this.#leavePerson();
    if (this.#orders?.settings.staffPin) {
      this.#mode = "staff";
      this.#staff.askForPin();
      this.#touch();
    } else {
      // Nobody could be kept out, and nothing is lost: the key opens nothing any more.
      this.#unpair();
    }
  }

  async #leaveOrResume(): Promise<void> {
    this.#hasLeft = !this.#hasLeft;
    if (this.#hasLeft && document.fullscreenElement) {
      await document.exitFullscreen();
    }
    this.#show();
    this.beat();
  }

  async #unpair(): Promise<void> {
    await this.link.unpair();
    this.#orders = this.#next = undefined;
    this.#show();
  }

  #speakIn(language: string): void {
    this.#language = language;
    if (this.#person) {
      this.#person.speakIn(language);
    } else if (this.#mode === "pairing") {
      this.#showPairing();
    } else if (this.#mode === "paused") {
      this.#showPause(this.#shown as Pause);
    } else {
      this.#staff.redraw();
    }
  }

  #touch(): void {
    this.#person?.touch();
    if (this.#mode === "staff") {
      this.#idle.touch(idleMillis(this.#orders!.settings));
    }
  }

  #leavePerson(): void {
    this.#person?.end();
    this.#person = undefined;
  }

  #languages(): string[] {
    const offered = this.#orders?.surveys?.map(({ language }) => language) ?? [];
    return offered[0] ? offered : Object.keys(kioskWords);
  }

  #draw(name: string, content: HTMLElement[]): void {
    const scene: Scene = {
      name,
      language: this.#language,
      languages: this.#languages(),
      place: [],
      content,
      hasStaff: this.#mode === "paused" && (!!this.#orders?.settings.staffPin || this.link.isKeyRefused),
    };
    this.stage.show(scene);
  }

  #typed(): string {
    return document.querySelector<HTMLInputElement>("#code")?.value ?? "";
  }
}
