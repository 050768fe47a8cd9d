import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import type { Violation } from "../contract.ts";
import { RefusedError } from "../door.ts";
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
  const { words } = useSpeech();
  return violation.reason === "MISSING" ? <>{words.form.required}</> : <span lang="en">{violation.expected}</span>;
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

/** What an outcome needs. */
export interface OutcomeProps {
  readonly sending: Sending;
  /** Those of the form: what is wrong with them stands there, and here only what stands nowhere. */
  readonly fields: readonly string[];
  readonly done?: ComponentChildren;
  /** What is said instead of the API's sentence, by the reason of its refusal. */
  readonly told?: Readonly<Record<string, string>>;
}

/** What a form says after it was sent: done, or why not. */
export function Outcome({ sending, fields, done, told = {} }: OutcomeProps) {
  const { words } = useSpeech();
  const { refusal, problems } = sending;
  const problem = refusal?.problem;
  const others = problems.filter((each) => !fields.includes(each.field));
  return (
    <div role="status" class="outcome">
      {sending.isDone && <p class="better">{done ?? words.form.done}</p>}
      {refusal && (
        <div class="wrong">
          {!problem && <p>{words.nobodyAnswers}</p>}
          {problem && problems.length === 0 && <p>{words.form.failed} {told[problem.reason] ?? <span lang="en">{problem.detail}</span>}</p>}
          {problems.length > others.length && <p>{words.form.lookAbove}</p>}
          {others.length > 0 && <p>{words.form.failed}</p>}
          {others.length > 0 && <ul>{others.map((each) => <li key={each.field + each.reason} lang="en"><code>{each.field}</code>: {each.expected}</li>)}</ul>}
        </div>
      )}
    </div>
  );
}

/** The text of a field. */
export function textOf(form: FormData, name: string): string {
  return String(form.get(name) ?? "").trim();
}
