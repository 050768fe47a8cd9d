import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { RefusedError } from "../door.ts";
import { useSpeech } from "../i18n/index.ts";
import { Refusal } from "./Answered.tsx";

/** A page that is loaded when it is first shown, so that the first view stays small. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let known: ComponentType<P> | undefined;
  return function Later(props: P) {
    const { words } = useSpeech();
    const [Page, setPage] = useState(() => known);
    const [isLost, setLost] = useState(false);
    const [turn, setTurn] = useState(0);
    useEffect(() => {
      if (Page) return;
      setLost(false);
      load().then((loaded) => {
        known = loaded;
        setPage(() => loaded);
      }, () => setLost(true));
    }, [turn]);
    if (Page) return <Page {...props} />;
    return isLost
      ? <Refusal refusal={new RefusedError(0, undefined)} again={() => setTurn((before) => before + 1)} />
      : <p class="dim loading" role="status">{words.loading}</p>;
  };
}
