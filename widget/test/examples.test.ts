import { examples } from "../src/page/examples.ts";
import { holds, same } from "./checks.ts";

const BUILT = { version: "1.2.3", integrity: "sha384-abc", bytes: 10, gzipBytes: 5 };
const CHOICE = { touchpoint: "parking-permit", lang: "", mode: "", channel: "", accent: "" };

Deno.test("a page copies the script with its hash, and a tag with what was chosen", () => {
  const texts = examples("https://feedback.example", BUILT, { ...CHOICE, lang: "nl", mode: "button" });

  same(
    texts["Any page"],
    '<script src="https://feedback.example/widget/1.2.3/onthaal.js"\n  integrity="sha384-abc"\n  crossorigin="anonymous" defer></script>\n' +
      '<onthaal-feedback touchpoint="parking-permit" lang="nl" mode="button"></onthaal-feedback>',
  );
  same(texts["A link, for a letter or a message"], "https://feedback.example/r/parking-permit?lang=nl");
});

Deno.test("what a developer typed cannot leave its attribute", () => {
  const texts = examples("https://feedback.example", BUILT, { ...CHOICE, touchpoint: '"><script>' });

  holds(Object.values(texts).every((text) => !text.includes('"><script>')), "every text is safe to copy");
});
