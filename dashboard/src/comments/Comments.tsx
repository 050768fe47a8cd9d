import { useEffect, useRef } from "preact/hooks";
import type { Administration, Metric, Service } from "../contract.ts";
import type { Query } from "../door.ts";
import { CopyLink, Files } from "../figures/Exhibit.tsx";
import { Refusal } from "../frame/Answered.tsx";
import { useView } from "../frame/view.ts";
import { useCommentWords } from "../i18n/comments/index.ts";
import { fill, languageName, momentName, useSpeech } from "../i18n/index.ts";
import { changed } from "../route.ts";
import type { Comment } from "./contract.ts";
import { commentFields, pointsOf, scoreOf, type Shown, timeOf } from "./told.ts";
import { useComments } from "./useComments.ts";

/** What it needs. */
export interface CommentsProps {
  readonly query: Query;
  readonly metric: Metric;
  readonly administration: Administration;
  readonly service: Service;
}

/** What people wrote about a service, to be searched and taken along. */
export function Comments({ query, metric, administration, service }: CommentsProps) {
  const speech = useSpeech();
  const said = useCommentWords();
  const { route } = useView();
  const score = route.chosen.get("score") ?? "";
  const search = route.chosen.get("search") ?? "";
  const { shown, refusal, waiting, more } = useComments({ ...query, score, search });
  const narrowed = ["score", "search", "channel", "language"].some((name) => route.chosen.get(name));
  return (
    <section class="exhibit comments" id="comments" aria-labelledby="comments-title">
      <h2 id="comments-title">{said.title}</h2>
      <p class="dim about">{said.about}</p>
      <Choice metric={metric} />
      {refusal && <Refusal refusal={refusal} again={more} />}
      {shown
        ? (
          <div aria-busy={waiting} class={waiting ? "waiting" : ""}>
            <List shown={shown} zone={administration.zone} service={service} narrowed={narrowed} waiting={waiting} more={more} />
          </div>
        )
        : waiting && <p class="dim loading" role="status">{speech.words.loading}</p>}
      {shown && shown.comments.length > 0 && (
        <p class="tools" role="group" aria-label={said.title}>
          <CopyLink id="comments" />
          <Files
            id="comments"
            title={said.title}
            about={said.about}
            fields={commentFields(service, administration.zone, speech, said)}
            rows={shown.comments}
          />
        </p>
      )}
    </section>
  );
}

/** Which comments; the address has it, so that a link shows the same. */
function Choice({ metric }: { readonly metric: Metric }) {
  const speech = useSpeech();
  const said = useCommentWords();
  const { route, go } = useView();
  const score = route.chosen.get("score") ?? "";
  const search = route.chosen.get("search") ?? "";
  const find = (event: SubmitEvent) => {
    event.preventDefault();
    const words = new FormData(event.currentTarget as HTMLFormElement).get("search");
    go(changed(route, { search: String(words).trim() }));
  };
  return (
    <>
      <form class="filters" role="search" aria-label={said.title} onSubmit={find}>
        <label>
          {said.search}
          <input type="search" name="search" maxLength={200} key={search} defaultValue={search} aria-describedby="comments-hint" />
        </label>
        <button type="submit">{said.find}</button>
        <label>
          {said.score}
          <select value={score} onChange={(event) => go(changed(route, { score: event.currentTarget.value }))}>
            <option value="">{said.every}</option>
            {pointsOf(metric, speech).map(([point, name]) => <option key={point} value={point}>{name}</option>)}
          </select>
        </label>
        {(score || search) && (
          <button type="button" onClick={() => go(changed(route, { score: undefined, search: undefined }))}>{said.reset}</button>
        )}
      </form>
      <p class="dim about" id="comments-hint">{said.searchHint} {said.narrowed}</p>
    </>
  );
}

interface ListProps {
  readonly shown: Shown;
  readonly zone: string;
  readonly service: Service;
  readonly narrowed: boolean;
  readonly waiting: boolean;
  readonly more: () => void;
}

function List({ shown, zone, service, narrowed, waiting, more }: ListProps) {
  const said = useCommentWords();
  const speech = useSpeech();
  const { comments, next, searchedTo, withheld } = shown;
  const list = useRef<HTMLUListElement>(null);
  // Where somebody asked for more: the first of the new ones is what is read next.
  const asked = useRef<number>();
  useEffect(() => {
    if (asked.current === undefined || waiting) return;
    const first = list.current?.children[asked.current];
    asked.current = undefined;
    if (first instanceof HTMLElement) first.focus();
  }, [waiting]);
  const further = () => {
    asked.current = comments.length;
    more();
  };
  return (
    <>
      {withheld && <p class="card info">{said.withheld}</p>}
      {comments.length > 0 && (
        <ul class="plain" ref={list}>
          {comments.map((comment, place) => <Told key={place} comment={comment} zone={zone} service={service} />)}
        </ul>
      )}
      <p role="status">
        {comments.length > 0
          ? counted(comments.length)
          : next
          ? said.noneYet
          : !withheld && (narrowed ? said.noneFound : said.none)} {searchedTo !== undefined && next
          ? fill(said.lookedTo, { time: momentName(searchedTo, zone, speech) })
          : comments.length > 0 && (next ? said.further : !withheld && said.all)}
      </p>
      {next && <button type="button" disabled={waiting} onClick={further}>{searchedTo === undefined ? said.more : said.back}</button>}
    </>
  );

  function counted(n: number): string {
    return n === 1 ? said.shown.one : fill(said.shown.many, { n: speech.numbers.whole.format(n) });
  }
}

/** One comment. Its words are anybody's: they are set as text, in their own language and direction. */
function Told({ comment, zone, service }: { readonly comment: Comment; readonly zone: string; readonly service: Service }) {
  const speech = useSpeech();
  const said = useCommentWords();
  const { words } = speech;
  const place = commentFields(service, zone, speech, said).find(({ key }) => key === "place");
  return (
    <li class="card" tabIndex={-1}>
      <p class="standing">
        <strong>{scoreOf(comment, speech, said)}</strong>
        <span class="dim">
          <time dateTime={comment.ratedAt ?? comment.month}>{timeOf(comment, zone, speech)}</time>
          {` · ${words.channel[comment.channel]} · ${languageName(comment.language, speech)} · `}
          {place?.cell(comment)}
        </span>
      </p>
      <blockquote lang={comment.language || undefined} dir="auto">{comment.text}</blockquote>
    </li>
  );
}
