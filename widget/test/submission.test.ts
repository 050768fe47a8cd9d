import { isRightToLeft, primaryLanguage, words } from "../src/i18n/index.ts";
import { contextOf, pageAddress, ratingId, readable } from "../src/submission.ts";
import { holds, same } from "./checks.ts";

Deno.test("an id is a UUID of version 7 that tells its time", () => {
  // RFC 9562, appendix A.6: this time, and random bits that this test chooses.
  const id = ratingId(0x017f22e279b0, new Uint8Array([0xcc, 0x38, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f, 0x01]));

  same(id, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
});

Deno.test("ids of any random bytes are of version 7 and of the right variant", () => {
  for (let i = 0; i < 1_000; i++) {
    const id = ratingId(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
    holds(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id), id);
  }
});

Deno.test("a comment loses what nobody can see and keeps its lines", () => {
  same(readable("  Trop long\u0000.\r\nMerci\t\u0007!\u009f\n "), "Trop long.\nMerci\t!");
  same(readable("🙂 é ناجح"), "🙂 é ناجح");
});

Deno.test("the page's address has no query, no fragment and no e-mail address", () => {
  const address = (url: string) => pageAddress(new URL(url));

  same(address("https://commune.example/permit/form?name=x#top"), "https://commune.example/permit/form");
  same(address("https://commune.example/user/jan.peeters@example.org/file"), "https://commune.example/user/[e-mail]/file");
  same(address("https://commune.example/user/jan%40example.org"), "https://commune.example/user/[e-mail]");
  same(address("https://commune.example/@handle/page"), "https://commune.example/@handle/page");
});

Deno.test("of the context only known keys are sent, and the developer hears of the others", () => {
  const warned: unknown[] = [];
  const warn = console.warn;
  console.warn = (text: string) => warned.push(text);
  try {
    same(contextOf({ release: 2, user: "jan", page: "x".repeat(300) }, ["page", "release"]), { release: "2", page: "x".repeat(200) });
  } finally {
    console.warn = warn;
  }
  same(warned.length, 1);
  holds(`${warned[0]}`.includes("user") && `${warned[0]}`.includes("release"), "it names the key and what was expected");
});

Deno.test("languages are known by their primary subtag, and nonsense is English", () => {
  same(["nl-BE", "FR", "", undefined, "x", "de_DE", "ckb-IQ"].map(primaryLanguage), ["nl", "fr", "en", "en", "en", "en", "ckb"]);
  same(["ar", "he", "fr", "ckb"].map(isRightToLeft), [true, true, false, true]);
});

Deno.test("four languages say the same things, each in its own words", () => {
  const said = ["fr", "nl", "de", "en"].map((language) => words[language] as Record<string, string>);
  const keys = Object.keys(words.en).sort();

  said.forEach((one) => same(Object.keys(one).sort(), keys));
  // A translation that equals the English was forgotten.
  for (const one of said.slice(0, 3)) {
    keys.forEach((key) => holds(!!one[key]!.trim() && one[key] !== words.en[key as "send"], `${key}: ${one[key]}`));
  }
});
