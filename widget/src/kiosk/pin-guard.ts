/** Wrong codes in a row before whoever tries them has to wait. */
const TRIES_MAX = 5;
const WAIT_MILLIS = 60_000;

/** Compares what is typed with the code of the staff, and slows down whoever guesses. */
export class PinGuard {
  #wrong = 0;
  #until = 0;

  /** How long nobody is let in, in milliseconds. */
  waits(at: number): number {
    return Math.max(0, this.#until - at);
  }

  /** Whether it is the code; while somebody has to wait it never is. */
  opens(typed: string, pin: string, at: number): boolean {
    if (this.waits(at)) {
      return false;
    }
    if (typed === pin) {
      this.#wrong = 0;
      return true;
    }
    if (++this.#wrong >= TRIES_MAX) {
      this.#wrong = 0;
      this.#until = at + WAIT_MILLIS;
    }
    return false;
  }
}
