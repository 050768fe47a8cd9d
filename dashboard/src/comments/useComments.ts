import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ask, type Query, RefusedError } from "../door.ts";
import type { CommentPage } from "./contract.ts";
import { extended, type Shown } from "./told.ts";

/** Comments of a page; more are one touch away. */
const PAGE_SIZE = "25";

/** What is known of comments, and how more of them are asked for. */
export interface Comments {
  readonly shown: Shown | undefined;
  readonly refusal: RefusedError | undefined;
  readonly waiting: boolean;
  readonly more: () => void;
}

/** Asks for the first page when what is chosen changes, and for the next one when somebody wants it. What was there stays meanwhile. */
export function useComments(query: Query): Comments {
  const [shown, setShown] = useState<Shown>();
  const [refusal, setRefusal] = useState<RefusedError>();
  const [waiting, setWaiting] = useState(true);
  const leaving = useRef<AbortController>();
  const key = JSON.stringify(query);
  const load = useCallback((before: Shown | undefined) => {
    leaving.current?.abort();
    const mine = new AbortController();
    leaving.current = mine;
    setWaiting(true);
    ask<CommentPage>("/v1/comments", { ...query, pageSize: PAGE_SIZE, pageToken: before?.next }, mine.signal).then(
      (page) => {
        setShown(extended(before, page));
        setRefusal(undefined);
        setWaiting(false);
      },
      (error: unknown) => {
        if (mine.signal.aborted) return;
        if (!(error instanceof RefusedError)) throw error;
        setRefusal(error);
        setWaiting(false);
      },
    );
  }, [key]);
  useEffect(() => {
    load(undefined);
    return () => leaving.current?.abort();
  }, [key]);
  const more = useCallback(() => load(shown), [load, shown]);
  return { shown, refusal, waiting, more };
}
