import { useEffect, useRef, useState } from "preact/hooks";
import type { Alerts } from "../contract.ts";
import { follow } from "../door.ts";

const SETTLED_MILLIS = 300; // one judgement changes many alerts at once

/** Whether changes arrive. Before the first word of the server it is neither. */
export type Live = "live" | "lost" | "beginning";

/** Calls whenever alerts changed, or that one which matters, and after every lost connection, since nobody knows what was missed. */
export function useLive(changed: () => void, matters?: string): Live {
  const [live, setLive] = useState<Live>("beginning");
  const call = useRef(changed);
  call.current = changed;
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let isFirst = true;
    let wasLost = false;
    const hear = ({ alerts }: Alerts) => {
      const isNews = wasLost || (!isFirst && (matters === undefined || alerts.some(({ id }) => id === matters)));
      if (isNews) {
        clearTimeout(waiting);
        waiting = setTimeout(() => call.current(), SETTLED_MILLIS);
      }
      isFirst = false;
      wasLost = false;
    };
    const leave = follow<Alerts>("/v1/alerts:watch", {}, "alerts", hear, (is) => {
      wasLost ||= !is;
      setLive(is ? "live" : "lost");
    });
    return () => {
      clearTimeout(waiting);
      leave();
    };
  }, [matters]);
  return live;
}
