/** `<onthaal-feedback>`: asks how a contact with a public service went, and sends what people say. */

/** An answer in figures, codes or not at all: `4`, `["waiting", "price"]`, `"dont-know"`. */
export type FeedbackAnswer = number | string[] | "dont-know";

/** What one person says, for pages that ask by themselves. */
export interface FeedbackInput {
  /** Answer to the survey's first question, a point of its scale. Needed for a new rating, or `dontKnow`. */
  score?: number;
  /** Answers the first question with "I don't know", where the survey offers it. */
  dontKnow?: boolean;
  /** Answers to further questions, by their codes. */
  answers?: Record<string, FeedbackAnswer>;
  /** At most 4,000 characters; the service removes personal data before it is stored. */
  comment?: string;
}

/** Why something was refused; the service's words, see `reason` in its API. */
export interface FeedbackProblem {
  /** Stable: `VIOLATIONS`, `TOUCHPOINT_UNKNOWN`, … or `UNREACHABLE` when no answer came and nothing could be kept here. */
  reason: string;
  /** One sentence for a developer, in English. */
  detail: string;
  /** Every broken expectation. */
  violations?: { field: string; reason: string; expected: string }[];
}

/** A rating that is on its way, or there. Exactly one of `delivered` and `queued` is true. */
export interface FeedbackSubmitted {
  /** UUID version 7, made when the person pressed. */
  id: string;
  /** Score of the first question; `null` for "I don't know". */
  score: number | null;
  /** The service has stored it. */
  delivered: boolean;
  /** Kept in this browser for at most 24 hours, and sent again until the service has stored it. */
  queued: boolean;
}

/** How a submission ended; the promise of `submit` never rejects for what a server or a network does. */
export type FeedbackOutcome = FeedbackSubmitted | { problem: FeedbackProblem };

/** The element's own words in one language. One that is built in and lacks a word does not compile. */
export interface FeedbackWords {
  /** Opens the dialog of mode `button`. */
  open: string;
  close: string;
  optional: string;
  dontKnow: string;
  /** Asks not to give personal data in a comment. */
  hint: string;
  /** Sends the first answer. */
  send: string;
  /** Sends what is added to it. */
  add: string;
  privacy: string;
  /** No answer was chosen. */
  choose: string;
  thanks: string;
  /** Not sent yet, but kept here. */
  queued: string;
  /** Neither stored at the service nor kept here. */
  lost: string;
  /** Nobody answers; pressing again may help. */
  again: string;
}

/** The element. Attributes: `touchpoint`, `lang`, `channel`, `metric`, `mode` (`inline`, `button`, `bar`), `server`. */
export interface OnthaalFeedback extends HTMLElement {
  /** Dimensions of this contact, such as `{release: "2.4"}`. Only keys that the survey lists are sent. */
  context: Record<string, string | number | boolean> | undefined;
  /** Sends a rating, or adds to the one that was sent, and shows it. */
  submit(input: FeedbackInput): Promise<FeedbackOutcome>;
  /** Mode `button`: opens the dialog. Otherwise moves the focus to the question. */
  open(): void;
  /** Forgets the rating and asks anew, for the next person. */
  reset(): void;
}

export interface OnthaalFeedbackConstructor {
  new (): OnthaalFeedback;
  /** Address of the service without a slash at the end; elements with an attribute `server` have their own. */
  server: string;
  /** Words by language, for one more or for other words: `words.ar = {send: "…"}`; what is missing is said in English. */
  words: Record<string, Partial<FeedbackWords>>;
}

/** The class, where the file is loaded as a module; `customElements.whenDefined("onthaal-feedback")` gives it everywhere. */
export declare const OnthaalFeedback: OnthaalFeedbackConstructor;

/** What the element tells the page. */
export interface FeedbackEvents {
  /** Once per rating, as soon as it is stored at the service or kept here; bubbles, also out of shadow roots. */
  "feedback-submitted": CustomEvent<FeedbackSubmitted>;
  /** Whenever the service refuses, or nothing could be stored anywhere. */
  "feedback-rejected": CustomEvent<FeedbackProblem>;
}

/** The tag in TSX: its attributes, and what any tag takes. */
export interface FeedbackAttributes {
  touchpoint: string;
  lang?: string | undefined;
  mode?: "inline" | "button" | "bar" | undefined;
  channel?: string | undefined;
  metric?: string | undefined;
  server?: string | undefined;
  /** As a property, where the framework sets those: React from 19 on, Vue, Preact. */
  context?: OnthaalFeedback["context"];
  id?: string | undefined;
  class?: unknown;
  className?: string | undefined;
  style?: unknown;
  slot?: string | undefined;
  hidden?: boolean | undefined;
  children?: unknown;
  key?: unknown;
  ref?: unknown;
  [handler: `on${string}`]: unknown;
}

/** For a framework with a JSX of its own, as React 19: `interface IntrinsicElements extends FeedbackElements {}`. */
export interface FeedbackElements {
  "onthaal-feedback": FeedbackAttributes;
}

declare global {
  interface HTMLElementTagNameMap {
    "onthaal-feedback": OnthaalFeedback;
  }
  interface HTMLElementEventMap extends FeedbackEvents {}
  interface DocumentEventMap extends FeedbackEvents {}
  interface WindowEventMap extends FeedbackEvents {}
  interface ShadowRootEventMap extends FeedbackEvents {}
  interface CustomElementRegistry {
    get(name: "onthaal-feedback"): OnthaalFeedbackConstructor | undefined;
    whenDefined(name: "onthaal-feedback"): Promise<OnthaalFeedbackConstructor>;
  }
  /** Of React up to 18 and of whatever has none of its own. */
  namespace JSX {
    interface IntrinsicElements extends FeedbackElements {}
  }
}
