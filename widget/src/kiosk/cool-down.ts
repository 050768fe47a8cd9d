/** Lets one press through and holds back those that come too soon after it, as of a child that hammers; they are counted. */
export class CoolDown {
  // Not 0: the first press after a start is as good as any other.
  #last: number | undefined;
  #ignored: number;

  /** @param ignored those of before */
  constructor(ignored = 0) {
    this.#ignored = ignored;
  }

  /** Whether a press counts; another one does not for so long. */
  takes(at: number, millis: number): boolean {
    if (this.remains(at, millis) > 0) {
      this.ignore();
      return false;
    }
    this.#last = at;
    return true;
  }

  /** Counts a press that is none, as the repetitions of a key that is held down. */
  ignore(): void {
    this.#ignored++;
  }

  /** The last press came to nothing: the next one counts at once. */
  forget(): void {
    this.#last = undefined;
  }

  /** How long nothing is taken from now on, in milliseconds. */
  remains(at: number, millis: number): number {
    return this.#last === undefined ? 0 : Math.max(0, this.#last + millis - at);
  }

  get ignored(): number {
    return this.#ignored;
  }
}
