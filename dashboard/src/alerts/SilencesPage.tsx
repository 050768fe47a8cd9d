import type { Catalogue } from "../contract.ts";
import { address, change } from "../door.ts";
import { type Column, Table } from "../figures/Table.tsx";
import { Answered } from "../frame/Answered.tsx";
import type { PageProps } from "../frame/App.tsx";
import { Outcome, textOf, useSending } from "../frame/Field.tsx";
import { useAnswer } from "../frame/useAnswer.ts";
import { useAlertWords } from "../i18n/alerts/index.ts";
import { fill, momentName, useSpeech } from "../i18n/index.ts";
import { changed } from "../route.ts";
import { AuthorField } from "./Actions.tsx";
import { useAuthor } from "./author.ts";
import type { Silence } from "./contract.ts";
import { toldMatchers } from "./matchers.ts";
import { zoneOf } from "./place.ts";
import { SilenceForm } from "./SilenceForm.tsx";

const ALL = "PENDING,ACTIVE,EXPIRED";

/** What is not told for a while. */
export function SilencesPage({ route, catalogue }: PageProps) {
  const words = useAlertWords();
  const state = route.chosen.get("state") ?? "";
  const answer = useAnswer<{ readonly silences: readonly Silence[] }>("/v1/silences", { state });
  return (
    <>
      <h1>{words.views.silences}</h1>
      <p><a href={changed(route, { state: state ? undefined : ALL })}>{state ? words.silence.withoutEnded : words.silence.withEnded}</a></p>
      <Answered answer={answer}>
        {({ silences }) =>
          silences.length === 0
            ? <p class="card">{words.silence.none}</p>
            : <Silences silences={silences} catalogue={catalogue} again={answer.again} />}
      </Answered>
      <section aria-labelledby="make">
        <h2 id="make">{words.silence.make}</h2>
        <div class="card">
          <p class="dim">{words.noSignIn}</p>
          <SilenceForm first={{}} catalogue={catalogue} made={answer.again} />
        </div>
      </section>
    </>
  );
}

interface SilencesProps {
  readonly silences: readonly Silence[];
  readonly catalogue: Catalogue;
  readonly again: () => void;
}

function Silences({ silences, catalogue, again }: SilencesProps) {
  const words = useAlertWords();
  const speech = useSpeech();
  const [author, keep] = useAuthor();
  const ending = useSending();
  const zone = zoneOf({}, catalogue);
  const end = (event: SubmitEvent) => {
    event.preventDefault();
    const name = textOf(new FormData(event.currentTarget as HTMLFormElement), "author");
    const id = (event.submitter as HTMLButtonElement | null)?.value ?? "";
    keep(name);
    ending.send(async () => {
      await change("DELETE", address(`/v1/silences/${id}`, { author: name }));
      again();
    });
  };
  const { columns: titles } = words.silence;
  const columns: readonly Column<Silence>[] = [
    { key: "matches", title: titles.matches, cell: ({ matchers }) => toldMatchers(matchers, catalogue, speech, words) },
    { key: "state", title: titles.state, cell: ({ state }) => words.silence.state[state] },
    { key: "until", title: titles.until, cell: ({ endsAt }) => momentName(endsAt, zone, speech) },
    { key: "by", title: titles.by, cell: (silence) => silence.author },
    { key: "comment", title: titles.comment, cell: ({ comment }) => comment },
    { key: "end", title: titles.end, cell: (silence) => silence.state !== "SILENCE_EXPIRED" && <EndButton silence={silence} catalogue={catalogue} /> },
  ];
  return (
    <form onSubmit={end} noValidate>
      <Table caption={words.silence.list} hideCaption columns={columns} rows={silences} keyOf={({ id }) => id} />
      {silences.some(({ state }) => state !== "SILENCE_EXPIRED") && <AuthorField author={author} sending={ending} />}
      <Outcome sending={ending} fields={["author"]} />
    </form>
  );
}

function EndButton({ silence, catalogue }: { readonly silence: Silence; readonly catalogue: Catalogue }) {
  const words = useAlertWords();
  const speech = useSpeech();
  const label = fill(words.silence.endOf, { matches: toldMatchers(silence.matchers, catalogue, speech, words) });
  return <button type="submit" value={silence.id} aria-label={label}>{words.silence.end}</button>;
}
