// Compiles only while the published types let a page, and a framework with JSX, say what they may, and nothing else.
/** @jsx h */
import type { FeedbackElements, FeedbackInput } from "../src/onthaal.d.ts";

declare function h(tag: unknown, attributes: unknown, ...children: unknown[]): unknown;

// As React 19 has it: a JSX of its own, to which a project adds the tag.
declare namespace Framework.JSX {
  interface IntrinsicElements extends FeedbackElements {}
}
export type OfFramework = Framework.JSX.IntrinsicElements["onthaal-feedback"]["touchpoint"];

export const tags = [
  <onthaal-feedback touchpoint="parking-permit" />,
  <onthaal-feedback touchpoint="parking-permit" lang="nl" mode="bar" channel="EMAIL" key="1" data-place="top" class="wide" aria-label="x">
    <onthaal-feedback touchpoint="tax-desk" context={{ release: "2.4" }} onClick={() => {}} />
  </onthaal-feedback>,
  // @ts-expect-error: a place is required
  <onthaal-feedback lang="nl" />,
  // @ts-expect-error: no such mode
  <onthaal-feedback touchpoint="parking-permit" mode="popup" />,
  // @ts-expect-error: no such attribute
  <onthaal-feedback touchpoint="parking-permit" chanel="EMAIL" />,
];

export async function page(input: FeedbackInput): Promise<void> {
  document.addEventListener("feedback-submitted", ({ detail }) => detail.score?.toFixed());
  window.addEventListener("feedback-rejected", ({ detail }) => detail.violations?.length);
  document.body.addEventListener("feedback-rejected", ({ detail }) => detail.reason.slice());
  document.createElement("onthaal-feedback").addEventListener("feedback-submitted", ({ detail }) => detail.id.slice());
  document.body.attachShadow({ mode: "open" }).addEventListener("feedback-submitted", ({ detail }) => detail.delivered);
  // @ts-expect-error: no such field
  document.addEventListener("feedback-submitted", ({ detail }) => detail.comment);

  const feedback = await customElements.whenDefined("onthaal-feedback");
  feedback.words.ar = { send: "أرسل تقييمي", thanks: "شكرًا لك!" };
  customElements.get("onthaal-feedback")!.server = "https://feedback.example";
  // @ts-expect-error: no such word
  feedback.words.ar = { sent: "…" };
  new (await customElements.whenDefined("other-element"))();

  const element = document.querySelector("onthaal-feedback")!;
  element.context = { release: "2.4" };
  const outcome = await element.submit(input);
  if ("problem" in outcome) {
    outcome.problem.detail.slice();
  }
}
