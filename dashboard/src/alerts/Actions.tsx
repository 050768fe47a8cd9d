import { useRef } from "preact/hooks";
import type { ComponentChildren, RefObject } from "preact";
import type { Alert, Catalogue } from "../contract.ts";
import { address, change } from "../door.ts";
import { Field, Outcome, type Sending, textOf, useSending } from "../frame/Field.tsx";
import { useAlertWords } from "../i18n/alerts/index.ts";
import { useAuthor } from "./author.ts";
import { matchersOf } from "./matchers.ts";
import { SilenceForm } from "./SilenceForm.tsx";

/** What a person can do with an alert; each a form of its own, closed until it is wanted. */
export function Actions({ alert, catalogue, done }: { readonly alert: Alert; readonly catalogue: Catalogue; readonly done: () => void }) {
  const words = useAlertWords();
  const isOver = alert.state === "RESOLVED";
  return (
    <section aria-labelledby="actions">
      <h2 id="actions">{words.act.title}</h2>
      <p class="dim">{words.noSignIn}</p>
      {!isOver && <Acknowledge alert={alert} done={done} />}
      {!isOver && alert.acknowledgement && <EndAcknowledgement alert={alert} done={done} />}
      <Comment alert={alert} done={done} />
      {!isOver && (
        <details class="card act">
          <summary>{words.act.silence}</summary>
          <SilenceForm first={matchersOf(alert)} catalogue={catalogue} />
        </details>
      )}
      {!isOver && <Close alert={alert} done={done} />}
    </section>
  );
}

interface ActProps {
  readonly alert: Alert;
  readonly done: () => void;
}

interface FormProps {
  readonly title: string;
  readonly sending: Sending;
  readonly fields: readonly string[];
  readonly form: RefObject<HTMLFormElement>;
  readonly send: (form: FormData) => Promise<void>;
  readonly children: ComponentChildren;
}

/** A form behind its title; the server checks, so that its words are those of the API. */
function Act({ title, sending, fields, form, send, children }: FormProps) {
  const { act } = useAlertWords();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const filled = new FormData(event.currentTarget as HTMLFormElement);
    sending.send(() => send(filled));
  };
  return (
    <details class="card act">
      <summary>{title}</summary>
      <form ref={form} onSubmit={submit} noValidate>
        {children}
        <Outcome sending={sending} fields={fields} told={{ ALERT_OVER: act.overdue }} />
        <button type="submit" class="main" disabled={sending.isSending}>{title}</button>
      </form>
    </details>
  );
}

function Acknowledge({ alert, done }: ActProps) {
  const { act } = useAlertWords();
  const [author, keep] = useAuthor();
  const sending = useSending();
  const form = useRef<HTMLFormElement>(null);
  const send = async (filled: FormData) => {
    const owner = textOf(filled, "owner");
    keep(author || owner);
    const until = textOf(filled, "until");
    const body = { owner, note: textOf(filled, "note"), author: author || owner, ...(until ? { until: new Date(until).toISOString() } : {}) };
    await change("POST", `/v1/alerts/${alert.id}/acknowledgement`, body);
    done();
  };
  const { problems } = sending;
  return (
    <Act title={act.acknowledge} sending={sending} fields={["owner", "note", "until"]} form={form} send={send}>
      <Field name="owner" label={act.owner} problems={problems}>
        {(control) => <input {...control} required maxLength={200} defaultValue={alert.acknowledgement?.owner ?? author} autocomplete="name" />}
      </Field>
      <Field name="note" label={act.note} problems={problems}>{(control) => <textarea {...control} maxLength={2000} rows={2} />}</Field>
      <Field name="until" label={act.until} problems={problems}>{(control) => <input {...control} type="datetime-local" />}</Field>
    </Act>
  );
}

function EndAcknowledgement({ alert, done }: ActProps) {
  const { act } = useAlertWords();
  const [author, keep] = useAuthor();
  const sending = useSending();
  const form = useRef<HTMLFormElement>(null);
  const send = async (filled: FormData) => {
    const name = textOf(filled, "author");
    keep(name);
    await change("DELETE", address(`/v1/alerts/${alert.id}/acknowledgement`, { author: name }));
    done();
  };
  return (
    <Act title={act.endAcknowledgement} sending={sending} fields={["author"]} form={form} send={send}>
      <AuthorField author={author} sending={sending} />
    </Act>
  );
}

function Comment({ alert, done }: ActProps) {
  const { act } = useAlertWords();
  const [author, keep] = useAuthor();
  const sending = useSending();
  const form = useRef<HTMLFormElement>(null);
  // The same until it arrived: pressed twice, or answered by nobody, it is still said once.
  const commentId = useRef<string>(crypto.randomUUID());
  const send = async (filled: FormData) => {
    const name = textOf(filled, "author");
    keep(name);
    const body = { commentId: commentId.current, author: name, text: textOf(filled, "text") };
    await change("POST", `/v1/alerts/${alert.id}/comments`, body);
    commentId.current = crypto.randomUUID();
    const text = form.current?.elements.namedItem("text");
    if (text instanceof HTMLTextAreaElement) text.value = "";
    done();
  };
  return (
    <Act title={act.comment} sending={sending} fields={["author", "text"]} form={form} send={send}>
      <AuthorField author={author} sending={sending} />
      <Field name="text" label={act.text} problems={sending.problems}>{(control) => <textarea {...control} required maxLength={2000} rows={3} />}</Field>
    </Act>
  );
}

function Close({ alert, done }: ActProps) {
  const { act } = useAlertWords();
  const [author, keep] = useAuthor();
  const sending = useSending();
  const form = useRef<HTMLFormElement>(null);
  const send = async (filled: FormData) => {
    const name = textOf(filled, "author");
    keep(name);
    await change("POST", `/v1/alerts/${alert.id}/close`, { author: name, reason: textOf(filled, "reason") });
    done();
  };
  return (
    <Act title={act.close} sending={sending} fields={["author", "reason"]} form={form} send={send}>
      <p>{act.closeHint}</p>
      <AuthorField author={author} sending={sending} />
      <Field name="reason" label={act.reason} problems={sending.problems}>
        {(control) => <textarea {...control} required maxLength={2000} rows={2} />}
      </Field>
    </Act>
  );
}

/** Who acts; what was said before is there already. */
export function AuthorField({ author, sending }: { readonly author: string; readonly sending: Sending }) {
  const { act } = useAlertWords();
  return (
    <Field name="author" label={act.author} problems={sending.problems}>
      {(control) => <input {...control} required maxLength={200} defaultValue={author} autocomplete="name" />}
    </Field>
  );
}
