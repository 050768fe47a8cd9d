import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import type { Violation } from "../contract.ts";
import { RefusedError } from "../door.ts";
import { useAlertWords } from "../i18n/alerts/index.ts";
import { useSpeech } from "../i18n/index.ts";

/** What a field gives to the element that is filled in. */
export interface Control {
  readonly id: string;
  readonly name: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
}

/** What a field needs. */
export interface FieldProps {
  /** As the API names it. */
  readonly name: string;
  readonly label: string;
  readonly problems: readonly Violation[];
  readonly children: (control: Control) => ComponentChildren;
}

/** A label, what is filled in, and what is wrong with it. */
export function Field({ name, label, problems, children }: FieldProps) {
  const id = useId();
  const mine = problems.filter((each) => each.field === name);
  const told = `${id}-wrong`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, name, "aria-invalid": mine.length > 0, "aria-describedby": mine.length > 0 ? told : undefined })}
      {mine.length > 0 && <p class="wrong" id={told}>{mine.map((each) => <Wrong key={each.reason} violation={each} />)}</p>}
    </div>
  );
}

/** What the API expects instead; it says so in English. */
function Wrong({ violation }: { readonly violation: Violation }) {
  const words = useAlertWords();
  return violation.reason === "MISSING" ? <>{words.act.required}</> : <span lang="en">{violation.expected}</span>;
}

/** What became of a form. */
export interface Sending {
  readonly isSending: boolean;
  readonly isDone: boolean;
  readonly refusal: RefusedError | undefined;
  readonly problems: readonly Violation[];
  /** Does it, and remembers how it went. */
  readonly send: (act: () => Promise<void>) => void;
}

/** Sends a form, once at a time. */
export function useSending(): Sending {
  const [isSending, setSending] = useState(false);
  const [isDone, setDone] = useState(false);
  const [refusal, setRefusal] = useState<RefusedError>();
  const send = (act: () => Promise<void>) => {
    if (isSending) return;
    setSending(true);
    setDone(false);
    setRefusal(undefined);
    act().then(() => setDone(true), (error: unknown) => {
      if (!(error instanceof RefusedError)) throw error;
      setRefusal(error);
    }).finally(() => setSending(false));
  };
  return { isSending, isDone, refusal, problems: refusal?.problem?.violations ?? [], send };
}

/** What a form says after it was sent: done, or why not. What belongs to a field stands there, and here only what does not. */
export function Outcome({ sending, fields, done }: { readonly sending: Sending; readonly fields: readonly string[]; readonly done?: ComponentChildren }) {
  const words = useAlertWords();
  const speech = useSpeech();
  const { refusal, problems } = sending;
  const others = problems.filter((each) => !fields.includes(each.field));
  return (
    <div role="status" class="outcome">
      {sending.isDone && <p class="better">{done ?? words.act.done}</p>}
      {refusal && (
        <div class="wrong">
          {!refusal.problem && <p>{speech.words.nobodyAnswers}</p>}
          {refusal.problem && problems.length === 0 && <p>{words.act.failed} <Why refusal={refusal} /></p>}
          {problems.length > others.length && <p>{words.act.lookAbove}</p>}
          {others.length > 0 && <p>{words.act.failed}</p>}
          {others.length > 0 && <ul>{others.map((each) => <li key={each.field + each.reason} lang="en"><code>{each.field}</code>: {each.expected}</li>)}</ul>}
        </div>
      )}
    </div>
  );
}

function Why({ refusal }: { readonly refusal: RefusedError }) {
  const words = useAlertWords();
  return refusal.problem?.reason === "ALERT_OVER" ? <>{words.act.overdue}</> : <span lang="en">{refusal.problem?.detail}</span>;
}

/** The text of a field. */
export function textOf(form: FormData, name: string): string {
  return String(form.get(name) ?? "").trim();
}
