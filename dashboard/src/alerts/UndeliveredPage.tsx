import { useState } from "preact/hooks";
import type { Catalogue } from "../contract.ts";
import { change } from "../door.ts";
import { type Column, Table } from "../figures/Table.tsx";
import { Answered } from "../frame/Answered.tsx";
import type { PageProps } from "../frame/App.tsx";
import { Outcome, useSending } from "../frame/Field.tsx";
import { useAnswer } from "../frame/useAnswer.ts";
import { useAlertWords } from "../i18n/alerts/index.ts";
import { fill, momentName, useSpeech } from "../i18n/index.ts";
import { hrefOf } from "../route.ts";
import type { DeadLetter, DeadLetters } from "./contract.ts";
import { zoneOf } from "./place.ts";

/** What could not be told to receivers, and telling it after all. */
export function UndeliveredPage({ catalogue }: PageProps) {
  const { undelivered: words } = useAlertWords();
  const speech = useSpeech();
  const answer = useAnswer<DeadLetters>("/v1/dead-letters");
  const [done, setDone] = useState("");
  const sending = useSending();
  const replay = (receiver: string) =>
    sending.send(async () => {
      const { queued, outdated } = await change<{ readonly queued: number; readonly outdated: number }>("POST", "/v1/dead-letters:replay", { receiver });
      setDone(fill(words.replayed, { queued, outdated, receiver }));
      answer.again();
    });
  return (
    <>
      <h1>{words.title}</h1>
      <p class="dim">{words.hint}</p>
      <Outcome sending={sending} fields={[]} done={done} />
      <Answered answer={answer}>
        {({ deadLetters, total }) =>
          deadLetters.length === 0
            ? <p class="card good">{words.none}</p>
            : (
              <>
                <p>{fill(words.total, { n: speech.numbers.whole.format(total) })}</p>
                <p class="buttons">
                  {[...new Set(deadLetters.map(({ receiver }) => receiver))].map((receiver) => (
                    <button key={receiver} type="button" disabled={sending.isSending} onClick={() => replay(receiver)}>
                      {fill(words.replay, { receiver })}
                    </button>
                  ))}
                </p>
                <Letters letters={deadLetters} catalogue={catalogue} />
              </>
            )}
      </Answered>
    </>
  );
}

function Letters({ letters, catalogue }: { readonly letters: readonly DeadLetter[]; readonly catalogue: Catalogue }) {
  const { undelivered: words } = useAlertWords();
  const speech = useSpeech();
  const zone = zoneOf({}, catalogue);
  const types: Readonly<Record<string, string>> = words.type;
  const columns: readonly Column<DeadLetter>[] = [
    { key: "receiver", title: words.columns.receiver, cell: ({ receiver }) => receiver },
    { key: "what", title: words.columns.what, cell: ({ type, outdated }) => <>{types[type] ?? type}{outdated && <><br /><small class="dim">{words.outdated}</small></>}</> },
    { key: "alert", title: words.columns.alert, cell: ({ alert }) => alert ? <a href={hrefOf("alerts", [alert])}>{words.see} {alert.slice(0, 8)}</a> : "–" },
    { key: "at", title: words.columns.at, cell: ({ diedAt }) => momentName(diedAt, zone, speech) },
    { key: "tries", title: words.columns.tries, number: true, cell: ({ tries }) => speech.numbers.whole.format(tries) },
    { key: "reason", title: words.columns.reason, cell: ({ reason }) => <span lang="en">{reason}</span> },
  ];
  return <Table caption={words.title} hideCaption columns={columns} rows={letters} keyOf={({ id }) => id} />;
}
