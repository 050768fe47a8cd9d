import type { ComponentChildren } from "preact";
import type { RefusedError } from "../door.ts";
import { useSpeech } from "../i18n/index.ts";
import type { Answer } from "./useAnswer.ts";

/** What every view does while it waits, and when it is refused: the words, what is wrong, and a way to try again. */
export function Answered<T>({ answer, children }: { readonly answer: Answer<T>; readonly children: (value: T) => ComponentChildren }) {
  const { words } = useSpeech();
  return (
    <>
      {answer.refusal && <Refusal refusal={answer.refusal} again={answer.again} />}
      {answer.value !== undefined
        ? <div aria-busy={answer.waiting} class={answer.waiting ? "waiting" : ""}>{children(answer.value)}</div>
        : answer.waiting && <p class="dim loading" role="status">{words.loading}</p>}
    </>
  );
}

/** Why something is not shown. */
export function Refusal({ refusal, again }: { readonly refusal: RefusedError; readonly again: () => void }) {
  const { words } = useSpeech();
  return (
    <div class="card bad" role="alert">
      {refusal.problem
        ? (
          <>
            <p>{words.refused} {refusal.problem.detail}</p>
            {refusal.problem.violations.length > 0 && (
              <ul>{refusal.problem.violations.map((each) => <li key={each.field}><code>{each.field}</code>: {each.expected}</li>)}</ul>
            )}
          </>
        )
        : <p>{words.nobodyAnswers}</p>}
      <button type="button" onClick={again}>{words.again}</button>
    </div>
  );
}
