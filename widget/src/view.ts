import { draw, make } from "./dom.ts";
import type { Draft } from "./draft.ts";
import type { FeedbackWords } from "./onthaal.d.ts";
import { scale } from "./scale.ts";
import { isAsked, type Survey } from "./survey.ts";

// GOV.UK and the Digital Services Factory of Cyprus ask for free text of up to 1,200 characters.
const COMMENT_CHARACTERS_MAX = 1_200;
/** Name of a field that no person sees: only a program fills it in. */
export const TRAP = "website";

/** One of the element's own words, marked as English where the survey's language has none. */
export type Say = (word: keyof FeedbackWords) => Node | string;

/** What is shown of a survey: its first question, and once that is stored or kept whatever else may be said. */
export function view(survey: Survey, draft: Draft, say: Say): HTMLElement[] {
  if (!draft.submitted) {
    return [form(
      say("send"),
      ...questions(survey, draft, say),
      make("div", { class: "away", "aria-hidden": "true" }, make("input", { name: TRAP, tabindex: -1, autocomplete: "off" })),
      make("small", {}, say("privacy")),
    )];
  }
  const isQueued = draft.submitted.queued;
  const thanks = make(
    "div",
    { part: "thanks" },
    draw(["circle", { cx: 24, cy: 24, r: 21 }], ["path", { d: "M14 25l7 7 14-15" }]),
    make(
      "div",
      {},
      // The survey's own thanks stand for themselves: most begin with the same word.
      make("b", { tabindex: -1 }, !isQueued && survey.thanks || say("thanks")),
      // Read out as one text, in which the sentences are to be apart.
      ...(isQueued ? [" ", make("p", {}, say("queued"))] : []),
    ),
  );
  const more = [...questions(survey, draft, say), ...comment(survey, draft, say)];
  return draft.isComplete || !more[0] ? [thanks] : [thanks, form(say("add"), ...more)];
}

/** Hides the questions that are not put, given what was checked so far. */
export function showAsked(survey: Survey, draft: Draft, groups: Iterable<Element>): void {
  for (const group of groups as Iterable<HTMLFieldSetElement>) {
    const question = survey.questions.find(({ code }) => code === group.name);
    group.hidden = !!question && !isAsked(question, survey, draft.checked);
  }
}

function questions({ questions, ...survey }: Survey, draft: Draft, say: Say): HTMLElement[] {
  const put = draft.submitted ? questions.slice(1) : questions.slice(0, 1);
  const groups = put.map((question) =>
    scale(question, draft.checked[question.code] ?? [], say("dontKnow"), draft.submitted ? optional(say) : "")
  );
  showAsked({ questions, ...survey }, draft, groups);
  return groups;
}

function optional(say: Say): Node {
  return make("small", {}, " (", say("optional"), ")");
}

function comment({ commentLabel }: Survey, draft: Draft, say: Say): HTMLElement[] {
  if (!commentLabel) {
    return [];
  }
  const field = make("textarea", {
    part: "comment",
    id: "comment",
    name: "comment",
    rows: 4,
    maxlength: COMMENT_CHARACTERS_MAX,
    "aria-describedby": "hint",
  });
  field.value = draft.comment;
  return [make(
    "div",
    {},
    make("label", { for: "comment", part: "question" }, commentLabel, optional(say)),
    make("small", { id: "hint" }, say("hint")),
    field,
  )];
}

function form(send: Node | string, ...fields: HTMLElement[]): HTMLElement {
  return make(
    "form",
    { novalidate: "" },
    make("p", { class: "wrong", id: "wrong", role: "alert" }),
    ...fields,
    make("button", { part: "submit" }, send),
  );
}
