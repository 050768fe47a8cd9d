import { type Choice, type Example, examples } from "../src/page/examples.ts";
import type { Survey } from "../src/survey.ts";
import { holds, same } from "./checks.ts";

const SERVER = "https://feedback.example";
const BUILT = { version: "1.2.3", integrity: "sha384-abc", bytes: 10, gzipBytes: 5 };
const CHOICE: Choice = { touchpoint: "parking-permit", lang: "", mode: "", channel: "", metric: "", server: "", context: {}, scheme: "" };
const SURVEY: Survey = {
  touchpoint: "parking-permit",
  version: 1,
  language: "nl",
  commentLabel: "Wat kan beter?",
  questions: [{
    code: "overall",
    metric: "CSAT",
    text: "Hoe tevreden bent u?",
    points: [{ score: 1, label: "Niet" }, { score: 2, label: "<Wel>" }],
    dontKnowOffered: true,
  }],
};
const SCRIPT =
  '<script src="https://feedback.example/widget/1.2.3/onthaal.js"\n  integrity="sha384-abc"\n  crossorigin="anonymous" defer></script>\n';

function text(found: Example[], title: string, name = ""): string {
  return found.find((one) => one.title.startsWith(title))!.files.find((file) => file.name === name)!.text;
}

Deno.test("a page copies the script with its hash, and a tag with what was chosen", () => {
  const texts = examples(SERVER, BUILT, { ...CHOICE, lang: "nl", mode: "button", metric: "CSAT" });

  same(
    text(texts, "Any page"),
    SCRIPT + '<onthaal-feedback touchpoint="parking-permit" lang="nl" mode="button" metric="CSAT"></onthaal-feedback>',
  );
  same(text(texts, "A link"), "https://feedback.example/r/parking-permit?lang=nl");
});

Deno.test("what a developer typed cannot leave its place", () => {
  const bad = '"><script></script>';
  const texts = examples(SERVER, BUILT, { ...CHOICE, touchpoint: bad, server: bad, context: { [bad]: bad } }, { ...SURVEY, commentLabel: bad });

  for (const { title, files } of texts) {
    // No markup: an address of a link, and a header.
    const isMarkup = !/^(Content security policy|A link)/.test(title);
    holds(files.every(({ text }) => !isMarkup || !text.includes('"><script>')), `${title} is safe to copy`);
  }
  holds(texts.every(({ files }) => files.every(({ text }) => !text.includes('"</script>'))), "no script is ended by what it holds");
});

Deno.test("colours reach every page, for light and for dark, with text that can be read on them", () => {
  const texts = examples(SERVER, BUILT, { ...CHOICE, accent: [11, 90, 122] });
  const rules = "<style>\nonthaal-feedback {\n" +
    "  --onthaal-accent: light-dark(#0b5a7a, #598fa5);\n  --onthaal-on-accent: light-dark(#fff, #000);\n}\n</style>";

  for (const [title, name] of [["Any page", ""], ["React", "index.html"], ["Vue", "index.html"], ["WordPress", ""]] as const) {
    holds(text(texts, title, name).includes(rules), `${title}: ${text(texts, title, name)}`);
  }
  const dark = text(examples(SERVER, BUILT, { ...CHOICE, accent: [124, 199, 232], scheme: "dark" }), "Any page");
  holds(dark.includes("--onthaal-accent: #7cc7e8;\n  --onthaal-on-accent: #000;\n  --onthaal-color-scheme: dark;"), dark);
});

Deno.test("a context is set as a property, by each framework in its way", () => {
  const texts = examples(SERVER, BUILT, { ...CHOICE, context: { release: "2.4" } });

  holds(text(texts, "Any page").endsWith('context = { "release": "2.4" };\n</script>'), text(texts, "Any page"));
  holds(text(texts, "React", "Feedback.jsx").includes('element.context = { "release": "2.4" };'), "React");
  holds(text(texts, "Vue", "Feedback.vue").includes(':context.prop="context" />'), "Vue");
});

Deno.test("another server is called and allowed, and the script stays where it is", () => {
  const texts = examples(SERVER, BUILT, { ...CHOICE, server: "https://other.example/" });

  same(
    text(texts, "Content security policy"),
    "script-src https://feedback.example; connect-src https://feedback.example https://other.example; form-action https://other.example",
  );
  same(text(texts, "A link"), "https://other.example/r/parking-permit");
});

Deno.test("people without JavaScript get the form of the hosted page, in the language of the survey", () => {
  const form = text(examples(SERVER, BUILT, { ...CHOICE, context: { release: "2" } }, SURVEY), "With a form");

  same(
    form,
    `${SCRIPT}<onthaal-feedback touchpoint="parking-permit">
  <form method="post" action="https://feedback.example/r/parking-permit" accept-charset="utf-8" lang="nl">
    <input type="hidden" name="lang" value="nl">
    <input type="hidden" name="context.release" value="2">
    <fieldset>
      <legend>Hoe tevreden bent u?</legend>
      <label><input type="radio" name="score" value="1" required> Niet</label>
      <label><input type="radio" name="score" value="2"> &lt;Wel></label>
      <label><input type="radio" name="score" value="dont-know"> Ik weet het niet</label>
    </fieldset>
    <p><label>Wat kan beter? (niet verplicht)
      <textarea name="comment" rows="4" maxlength="1200"></textarea></label></p>
    <button>Mijn mening versturen</button>
  </form>
</onthaal-feedback>
<script>
  document.querySelector("onthaal-feedback").context = { "release": "2" };
</script>`,
  );
  holds(!examples(SERVER, BUILT, CHOICE).some(({ title }) => title.startsWith("With a form")), "no form where nothing is known");
});
