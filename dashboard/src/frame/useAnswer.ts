import { useCallback, useEffect, useState } from "preact/hooks";
import { ask, type Query, RefusedError } from "../door.ts";

/** What is known of an answer: it is awaited, it is there, or it was refused. What was there before stays while the next one is awaited. */
export interface Answer<T> {
  readonly value: T | undefined;
  readonly refusal: RefusedError | undefined;
  readonly waiting: boolean;
  readonly again: () => void;
}

/** Asks when the page or what is chosen changes. A path that is absent asks nothing. */
export function useAnswer<T>(path: string | undefined, query: Query = {}): Answer<T> {
  const [value, setValue] = useState<T>();
  const [refusal, setRefusal] = useState<RefusedError>();
  const [waiting, setWaiting] = useState(path !== undefined);
  const [turn, setTurn] = useState(0);
  const key = JSON.stringify([path, query]);
  useEffect(() => {
    if (path === undefined) return;
    const leaving = new AbortController();
    setWaiting(true);
    ask<T>(path, query, leaving.signal).then(
      (answer) => {
        setValue(answer);
        setRefusal(undefined);
        setWaiting(false);
      },
      (error: unknown) => {
        if (leaving.signal.aborted) return;
        if (!(error instanceof RefusedError)) throw error;
        setRefusal(error);
        setWaiting(false);
      },
    );
    return () => leaving.abort();
  }, [key, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { value, refusal, waiting, again };
}
