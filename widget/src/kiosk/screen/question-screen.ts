import { draw, make } from "../../dom.ts";
import { drawing } from "../../scale.ts";
import { DONT_KNOW, type Question } from "../../survey.ts";
import { dontKnow, spokenBy, wordsOf } from "../i18n/index.ts";
import { keyed } from "../keys.ts";

// Labels up to here are figures, which are drawn large.
const SHORT_CHARACTERS_MAX = 3;

/** A question as it is to be shown. */
export interface Asking {
  question: Question;
  language: string;
  /** A line above it, of whoever put the kiosk there. */
  heading?: string | undefined;
  /** What was pressed before is kept, and this only adds to it. */
  isAddition: boolean;
  chosen: string[];
  /** Keys are shown beside what they give. */
  showsKeys: boolean;
}

/**
 * A question and its answers as large buttons, in their order.
 *
 * @param choose a value, at once
 * @param goOn whoever was asked for more is ready
 */
export function questionScreen(asking: Asking, choose: (value: string) => void, goOn: () => void): HTMLElement[] {
  const { question, language, heading, isAddition } = asking;
  const words = wordsOf(language);
  const own = { lang: spokenBy(language) };
  const title = make("h1", { id: "question", tabindex: -1 }, question.text);
  if (!isAddition) {
    return [...heading ? [make("p", { class: "heading" }, heading)] : [], title, options(asking, choose)];
  }
  const done = make("button", { type: "button", class: "main go-on", ...own });
  done.onclick = goOn;
  done.textContent = asking.chosen[0] ? words.done : words.skip;
  return [
    make("p", { class: "saved", ...own }, tick(), make("span", {}, make("b", {}, words.thanks), " ", words.saved)),
    title,
    ...question.severalAllowed ? [make("p", { class: "hint", ...own }, words.several)] : [],
    options(asking, choose),
    done,
  ];
}

/** Says which answers are chosen, without drawing them anew: a finger may be on one. */
export function showChosen(root: ParentNode, chosen: string[], language: string): void {
  for (const option of root.querySelectorAll<HTMLElement>(".option")) {
    option.setAttribute("aria-pressed", `${chosen.includes(option.dataset.value!)}`);
  }
  root.querySelector(".go-on")!.textContent = chosen[0] ? wordsOf(language).done : wordsOf(language).skip;
}

/** The words of an answer. */
export function labelOf({ points, choices }: Question, value: string, language: string): string {
  const point = points.find(({ score }) => `${score}` === value);
  return value === DONT_KNOW ? dontKnow(language) : point?.label ?? choices?.find(({ code }) => code === value)?.label ?? "";
}

function options({ question, language, chosen, showsKeys, isAddition }: Asking, choose: (value: string) => void): HTMLElement {
  const keys = keyed(question);
  const isShort = question.points.length > 5 && question.points.every(({ label }) => label.length <= SHORT_CHARACTERS_MAX);
  const kind = question.choices?.[0] ? "choices" : `${question.metric}${isShort ? " short" : ""}`;
  return make(
    "div",
    { class: `options ${kind} of-${question.points.length}`, role: "group", "aria-labelledby": "question" },
    ...keys.map(({ digits, value }) => {
      const isScore = value !== DONT_KNOW && !question.choices?.[0];
      const button = make(
        "button",
        {
          type: "button",
          class: `option ${value === DONT_KNOW ? "unknown" : ""}`,
          "data-value": value,
          ...isAddition && { "aria-pressed": `${chosen.includes(value)}` },
        },
        isScore ? drawing(question.metric, +value) : "",
        make("span", { class: "label" }, labelOf(question, value, language)),
        ...showsKeys ? [make("kbd", { "aria-hidden": "true" }, digits)] : [],
      );
      button.onclick = () => choose(value);
      return button;
    }),
  );
}

/** Something is done. */
export function tick(): Element {
  return draw(["circle", { cx: 24, cy: 24, r: 21 }], ["path", { d: "M14 25l7 7 14-15" }]);
}
