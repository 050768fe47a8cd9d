import type { Contact } from "./sender.ts";

/** A key that is not known may be known again: on another replica some seconds later, or once a database that was restored is back. */
export const UNKNOWN_MILLIS_MAX = 10 * 60_000;

/** What the server thinks of the kiosk's key. */
export class KeyStanding {
  #unknownSince: number | undefined;
  #isRefused = false;

  /** It was taken back, or has not been known for long: nobody is asked for answers that nobody wants. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** Takes in what the server said; `now` in milliseconds of a clock that nobody sets. */
  hear(contact: Contact, now: number): void {
    if (contact === "key-unknown") {
      this.#unknownSince ??= now;
      this.#isRefused ||= now - this.#unknownSince >= UNKNOWN_MILLIS_MAX;
    } else if (contact !== "unreachable") {
      this.#unknownSince = undefined;
      this.#isRefused = contact === "key-revoked";
    }
  }

  /** There is no key any more. */
  forget(): void {
    this.#unknownSince = undefined;
    this.#isRefused = false;
  }
}
