import { useSpeech } from "../i18n/index.ts";
import type { Live } from "./useLive.ts";

/** Whether the page follows what happens; a lost connection is said. */
export function LiveMark({ live }: { readonly live: Live }) {
  const { words } = useSpeech();
  return (
    <span role="status" class={`live ${live}`}>
      {live === "live" && <><span aria-hidden="true">●</span> {words.live}</>}
      {live === "lost" && <><span aria-hidden="true">▲</span> {words.notLive}</>}
    </span>
  );
}
