import { KeyStanding, UNKNOWN_MILLIS_MAX } from "../../src/kiosk/key-standing.ts";
import { same } from "../checks.ts";

Deno.test("a key that was taken back is refused at once, and may be given again", () => {
  const key = new KeyStanding();
  key.hear("key-revoked", 0);
  same(key.isRefused, true);
  key.hear("unreachable", 1);
  same(key.isRefused, true);
  key.hear("reached", 2);
  same(key.isRefused, false);
});

Deno.test("a key that is not known is refused when that lasts", () => {
  const key = new KeyStanding();
  key.hear("key-unknown", 5);
  key.hear("unreachable", 6);
  key.hear("key-unknown", UNKNOWN_MILLIS_MAX + 4);
  same(key.isRefused, false);
  key.hear("key-unknown", UNKNOWN_MILLIS_MAX + 5);
  same(key.isRefused, true);
});

Deno.test("a key that was known between counts anew", () => {
  const key = new KeyStanding();
  key.hear("key-unknown", 0);
  key.hear("reached", 100);
  key.hear("key-unknown", UNKNOWN_MILLIS_MAX);
  same(key.isRefused, false);
  key.forget();
  key.hear("key-unknown", 3 * UNKNOWN_MILLIS_MAX);
  same(key.isRefused, false);
});
