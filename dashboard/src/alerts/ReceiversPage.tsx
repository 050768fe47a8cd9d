import { useState } from "preact/hooks";
import { change } from "../door.ts";
import { type Column, Table } from "../figures/Table.tsx";
import { Answered } from "../frame/Answered.tsx";
import type { PageProps } from "../frame/App.tsx";
import { Field, Outcome, type Sending, useSending } from "../frame/Field.tsx";
import { useAnswer } from "../frame/useAnswer.ts";
import { useAlertWords } from "../i18n/alerts/index.ts";
import { fill } from "../i18n/index.ts";
import { useWatchingWords, type WatchingWords } from "../i18n/watching/index.ts";
import { useAuthor } from "./author.ts";
import type { Receiver, ReceiverRoute, Receivers, ReceiverTest } from "./contract.ts";
import { lengthOf, saysOf } from "./routes.ts";

/** Who can be told, of which alerts, and whether a message would arrive. */
export function ReceiversPage(_: PageProps) {
  const { receivers: words } = useWatchingWords();
  const alertWords = useAlertWords();
  const [author, setAuthor] = useAuthor();
  const answer = useAnswer<Receivers>("/v1/receivers");
  const [result, setResult] = useState<{ readonly receiver: string; readonly test: ReceiverTest }>();
  const sending = useSending();
  const test = (receiver: string) =>
    sending.send(async () => {
      setResult(undefined);
      setResult({ receiver, test: await change<ReceiverTest>("POST", "/v1/receivers:test", { receiver, by: author }) });
    });
  return (
    <>
      <h1>{words.title}</h1>
      <p class="dim">{words.hint}</p>
      <Answered answer={answer}>
        {({ receivers, routes }) =>
          receivers.length === 0
            ? <p class="card">{words.none}</p>
            : (
              <>
                <Field name="by" label={alertWords.act.author} problems={sending.problems}>
                  {(control) => <input {...control} type="text" autocomplete="name" required value={author} onInput={(event) => setAuthor(event.currentTarget.value)} />}
                </Field>
                <Outcome sending={sending} fields={["by"]} done={result ? <Told {...result} words={words} /> : ""} />
                <List receivers={receivers} routes={routes} sending={sending} test={test} />
              </>
            )}
      </Answered>
    </>
  );
}

/** What became of a test. */
function Told({ receiver, test, words }: { readonly receiver: string; readonly test: ReceiverTest; readonly words: WatchingWords["receivers"] }) {
  const isTaken = test.outcome === "DELIVERED";
  const sentence = isTaken ? words.delivered : test.outcome === "NOT_NOW" ? words.notNow : words.refused;
  return (
    <span class={isTaken ? "" : "wrong"}>
      {fill(sentence, { receiver })} {test.status > 0 && fill(words.status, { status: String(test.status) })} {test.detail && <span lang="en">{test.detail}</span>}
    </span>
  );
}

interface ListProps {
  readonly receivers: readonly Receiver[];
  readonly routes: readonly ReceiverRoute[];
  readonly sending: Sending;
  readonly test: (receiver: string) => void;
}

function List({ receivers, routes, sending, test }: ListProps) {
  const { receivers: words } = useWatchingWords();
  const columns: readonly Column<Receiver>[] = [
    { key: "name", title: words.name, cell: (receiver) => <Name receiver={receiver} words={words} /> },
    { key: "where", title: words.where, cell: ({ kind, endpoint }) => <>{words.kind[kind]}<br /><small class="dim anywhere">{endpoint}</small></> },
    { key: "language", title: words.language, cell: ({ language }) => language.toUpperCase() },
    { key: "hears", title: words.hears, cell: ({ name }) => <Hears routes={routes.filter(({ receiver }) => receiver === name)} words={words} /> },
    {
      key: "test",
      title: words.test,
      cell: ({ name }) => <button type="button" aria-label={fill(words.sendTo, { receiver: name })} disabled={sending.isSending} onClick={() => test(name)}>{words.send}</button>,
    },
  ];
  return <Table caption={words.title} hideCaption columns={columns} rows={receivers} keyOf={({ name }) => name} />;
}

function Name({ receiver, words }: { readonly receiver: Receiver; readonly words: WatchingWords["receivers"] }) {
  return (
    <>
      {receiver.name}
      {receiver.meta && <><br /><small class="dim">{words.meta}</small></>}
      {receiver.heartbeatEvery && <><br /><small class="dim">{fill(words.heartbeat, { length: lengthOf(receiver.heartbeatEvery, words) })}</small></>}
    </>
  );
}

function Hears({ routes, words }: { readonly routes: readonly ReceiverRoute[]; readonly words: WatchingWords["receivers"] }) {
  const { severity } = useAlertWords();
  if (routes.length === 0) return <>{words.nothing}</>;
  return <ul class="says">{routes.map((route, place) => <li key={place}>{saysOf(route, words, severity).join("; ")}</li>)}</ul>;
}
