/** How long somebody is warned before everything starts anew. */
export const WARNING_MILLIS = 10_000;

/** What happens to somebody who began and does nothing any more. */
export interface Idle {
  /** So many seconds are left; 0 takes the warning away. */
  warn: (seconds: number) => void;
  end: () => void;
}

/** Waits for a person who began, warns, and ends. */
export class IdleTimer {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWarning = false;

  constructor(private readonly idle: Idle) {}

  /** Somebody did something: from here on so long is waited, the warning included. */
  touch(millis: number): void {
    this.stop();
    const warning = Math.min(WARNING_MILLIS, millis / 2);
    this.#timer = setTimeout(() => this.#count(Math.ceil(warning / 1_000)), millis - warning);
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#isWarning) {
      this.#isWarning = false;
      this.idle.warn(0);
    }
  }

  #count(seconds: number): void {
    if (!seconds) {
      this.stop();
      this.idle.end();
      return;
    }
    this.#isWarning = true;
    this.idle.warn(seconds);
    this.#timer = setTimeout(() => this.#count(seconds - 1), 1_000);
  }
}
