import { draw, make } from "./dom.ts";
import { DONT_KNOW, type Question } from "./survey.ts";

// Labels up to here fit side by side on a phone, as the figures of a recommendation do.
const SHORT_CHARACTERS_MAX = 3;
const MOUTH_Y = 31;

/** One question as a group of native controls; nothing is checked but what was checked before. */
export function scale(question: Question, checked: string[], dontKnow: Node | string, hint: Node | string): HTMLFieldSetElement {
  const { code, metric, points, choices, severalAllowed } = question;
  const isChoice = choices?.[0];
  const shown: [value: string | number, label: Node | string][] = isChoice
    ? choices.map(({ code, label }) => [code, label])
    : points.map(({ score, label }) => [score, label]);
  const isShort = shown[3] && shown.every(([, label]) => `${label}`.length <= SHORT_CHARACTERS_MAX);
  if (question.dontKnowOffered) {
    shown.push([DONT_KNOW, dontKnow]);
  }
  return make(
    "fieldset",
    { name: code, class: isChoice ? "" : metric + (isShort ? " short" : "") },
    make("legend", { part: "question" }, question.text, hint),
    make(
      "div",
      { part: "scale" },
      ...shown.map(([value, label]) => {
        const input = make("input", { type: isChoice && severalAllowed ? "checkbox" : "radio", name: code, value });
        input.checked = checked.includes(`${value}`);
        return make("label", { part: "choice" }, input, drawing(metric, +value), make("span", {}, label));
      }),
    ),
  );
}

/** A face for a point of satisfaction, a thumb for up and down; nothing for other scales and for what is no score. */
export function drawing(metric: string | undefined, score: number): Node | string {
  // How far the middle of the mouth lies below its ends; the ends move against it, so that every mouth has the same height.
  const smile = (score - 3) * 4.5;
  const ends = MOUTH_Y - smile / 3;
  return metric === "CSAT" && score
    ? draw(
      ["circle", { cx: 24, cy: 24, r: 20 }],
      ["path", { d: `M17 18v3M31 18v3M15 ${ends}Q24 ${ends + smile} 33 ${ends}` }],
    )
    : metric === "THUMBS" && score < 2
    ? draw(["path", {
      d: "M8 22h7v18H8zM15 23l8-16c3 0 5 2 5 5l-1 7h10c3 0 4 2 4 4l-3 14c0 2-2 3-4 3H15",
      transform: `rotate(${score ? 0 : 180} 24 24)`,
    }])
    : "";
}
