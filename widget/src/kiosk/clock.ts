/**
 * The device's clock, which does not run before what the server last told: a device without a clock of its own starts in 1970,
 * and the server refuses ratings of that time.
 */
export class Clock {
  #floor = 0;
  #since = 0;
  #skew: number | undefined;

  /**
   * @param wall milliseconds since 1970, as the device says
   * @param steady milliseconds that go on whatever anybody sets
   */
  constructor(private readonly wall: () => number = () => Date.now(), private readonly steady: () => number = () => performance.now()) {}

  /** Milliseconds since 1970, whole ones. */
  now(): number {
    return Math.floor(Math.max(this.wall(), this.#floor && this.#floor + this.steady() - this.#since));
  }

  /** What the server once said; it is later now. */
  startFrom(server: number): void {
    this.#floor = server;
    this.#since = this.steady();
  }

  /**
   * What the server says now.
   *
   * @param tookMillis from the question to the answer; it is taken to have come from the middle
   */
  heard(server: number, tookMillis: number): void {
    this.#skew = this.wall() - tookMillis / 2 - server;
    this.startFrom(server + tookMillis / 2);
  }

  /** By how much the device is ahead of the server; absent before it was heard. */
  get skewMillis(): number | undefined {
    return this.#skew;
  }
}
