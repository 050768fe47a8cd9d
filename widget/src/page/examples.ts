import { words } from "../i18n/index.ts";
import type { FeedbackWords } from "../onthaal.d.ts";
import type { Question, Survey } from "../survey.ts";
import { type Colour, shade } from "./colours.ts";

/** What the build says of the file that pages load. */
export interface Built {
  version: string;
  integrity: string;
  bytes: number;
  gzipBytes: number;
}

/** What a developer chose; an empty text is the element's own choice. */
export interface Choice {
  touchpoint: string;
  lang: string;
  mode: string;
  channel: string;
  metric: string;
  server: string;
  context: Record<string, string>;
  accent?: Colour | undefined;
  scheme: "" | "light" | "dark";
}

/** One text for each file that is to be changed. */
export interface Example {
  title: string;
  files: { name: string; text: string }[];
}

export const ATTRIBUTES = ["touchpoint", "lang", "mode", "channel", "metric", "server"] as const;

// As the element has it.
const COMMENT_CHARACTERS_MAX = 1_200;

/**
 * What to copy into a page.
 *
 * @param server address of the service that the script comes from
 * @param survey what is asked, in the language that was chosen; where it is known there is a form for people without JavaScript
 */
export function examples(server: string, built: Built, choice: Choice, survey?: Survey): Example[] {
  const address = `${server}/widget/${built.version}/onthaal.js`;
  const script = `<script src="${address}"\n  integrity="${built.integrity}"\n  crossorigin="anonymous" defer></script>`;
  const head = script + style(choice);
  const door = (choice.server || server).replace(/\/$/, "");
  const hosted = `${door}/r/${encodeURIComponent(choice.touchpoint)}`;
  const doors = door === server ? server : `${server} ${door}`;
  const context = inContext(choice);
  const start = `<onthaal-feedback${attributes(choice)}`;
  const tag = `${start}></onthaal-feedback>`;
  const after = context && `\n<script>\n  document.querySelector("onthaal-feedback").context = ${context};\n</script>`;
  return [
    one("Any page", `${head}\n${tag}${after}`),
    one("Content security policy", `script-src ${server}; connect-src ${doors}; form-action ${door}`),
    ...survey
      ? [one("With a form for people without JavaScript", `${head}\n${start}>\n${form(hosted, survey, choice)}\n</onthaal-feedback>${after}`)]
      : [],
    { title: "React", files: [{ name: "index.html", text: head }, { name: "Feedback.jsx", text: react(start, context) }] },
    {
      title: "Vue",
      files: [
        { name: "index.html", text: head },
        { name: "vite.config.js", text: VITE },
        { name: "Feedback.vue", text: vue(start, context) },
      ],
    },
    one("WordPress, a block of custom HTML", `${head}\n${tag}${after}`),
    one("A link, for a letter or a message", `${hosted}${choice.lang && `?lang=${encodeURIComponent(choice.lang)}`}`),
  ];
}

/** Custom properties for the element, as CSS writes them. */
export function properties({ accent, scheme }: Choice): Record<string, string> {
  const light = accent && shade(accent, "light");
  const dark = accent && shade(accent, "dark");
  const both = (one: string, other: string) =>
    scheme === "light" || one === other ? one : scheme === "dark" ? other : `light-dark(${one}, ${other})`;
  return {
    ...light && dark && {
      "--onthaal-accent": both(light.accent, dark.accent),
      "--onthaal-on-accent": both(light.onAccent, dark.onAccent),
    },
    ...scheme && { "--onthaal-color-scheme": scheme },
  };
}

const VITE = `import vue from "@vitejs/plugin-vue";

export default {
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "onthaal-feedback" } } })],
};`;

function react(start: string, context: string): string {
  const ref = context && ` ref={(element) => { if (element) element.context = ${context}; }}`;
  return `export function Feedback() {\n  return <${start.slice(1)}${ref} />;\n}`;
}

function vue(start: string, context: string): string {
  const setup = context && `<script setup>\nconst context = ${context};\n</script>\n\n`;
  return `${setup}<template>\n  ${start}${context && ' :context.prop="context"'} />\n</template>`;
}

/** The form of the hosted page, with the names that its service reads. */
function form(hosted: string, survey: Survey, { context }: Choice): string {
  const own = words[survey.language];
  const say = (word: keyof FeedbackWords) => own?.[word] ?? words.en[word];
  const hidden = (name: string, value: string) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;
  return [
    `<form method="post" action="${escaped(hosted)}" accept-charset="utf-8" lang="${escaped(survey.language)}">`,
    "  " + hidden("lang", survey.language),
    ...Object.entries(context).map(([key, value]) => "  " + hidden(`context.${key}`, value)),
    "  <fieldset>",
    `    <legend>${escaped(survey.questions[0]!.text)}</legend>`,
    ...points(survey.questions[0]!, say("dontKnow")).map(([value, label], at) =>
      `    <label><input type="radio" name="score" value="${value}"${at ? "" : " required"}> ${escaped(label)}</label>`
    ),
    "  </fieldset>",
    ...survey.commentLabel
      ? [
        `  <p><label>${escaped(survey.commentLabel)} (${escaped(say("optional"))})`,
        `    <textarea name="comment" rows="4" maxlength="${COMMENT_CHARACTERS_MAX}"></textarea></label></p>`,
      ]
      : [],
    `  <button>${escaped(say("send"))}</button>`,
    "</form>",
  ].map((line) => `  ${line}`).join("\n");
}

function points({ points, dontKnowOffered }: Question, dontKnow: string): [value: string, label: string][] {
  const scale = points.map(({ score, label }): [string, string] => [`${score}`, label]);
  return dontKnowOffered ? [...scale, ["dont-know", dontKnow]] : scale;
}

function attributes(choice: Choice): string {
  return ATTRIBUTES.filter((name) => choice[name]).map((name) => ` ${name}="${escaped(choice[name])}"`).join("");
}

function style(choice: Choice): string {
  const rules = Object.entries(properties(choice)).map(([name, value]) => `  ${name}: ${value};\n`);
  return rules[0] ? `\n<style>\nonthaal-feedback {\n${rules.join("")}}\n</style>` : "";
}

/** As JavaScript writes it, so that it can stand in a page. */
function inContext({ context }: Choice): string {
  const entries = Object.entries(context).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return entries[0] ? `{ ${entries.join(", ")} }`.replace(/</g, "\\u003c") : "";
}

function one(title: string, text: string): Example {
  return { title, files: [{ name: "", text }] };
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}
