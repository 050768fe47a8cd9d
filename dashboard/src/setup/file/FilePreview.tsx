import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Catalogue } from "../../contract.ts";
import { useFileWords } from "../../i18n/file/index.ts";
import { fill, useSpeech } from "../../i18n/index.ts";
import { piecesOf } from "./pieces.ts";
import { FormatError, type Preview, previewOf } from "./preview.ts";
import { PreviewResult } from "./PreviewResult.tsx";

type State =
  | { readonly is: "empty" | "stopped" }
  | { readonly is: "reading"; readonly name: string; readonly part: number }
  | { readonly is: "refused"; readonly name: string; readonly reason: string }
  | { readonly is: "read"; readonly name: string; readonly preview: Preview };

/** What a rating file would add: read here, sent nowhere. */
export function FilePreview({ catalogue }: { readonly catalogue: Catalogue }) {
  const words = useFileWords();
  const { numbers } = useSpeech();
  const id = useId();
  const [state, setState] = useState<State>({ is: "empty" });
  const reading = useRef<AbortController>();
  useEffect(() => () => reading.current?.abort(), []);
  const read = async (file: File) => {
    reading.current?.abort();
    const mine = new AbortController();
    reading.current = mine;
    const { name } = file;
    setState({ is: "reading", name, part: 0 });
    try {
      const pieces = piecesOf(file, (part) => setState({ is: "reading", name, part }), mine.signal);
      const preview = await previewOf(pieces, catalogue, Date.now());
      if (!mine.signal.aborted) setState({ is: "read", name, preview });
    } catch (error) {
      if (mine.signal.aborted) return;
      setState({ is: "refused", name, reason: error instanceof FormatError ? error.message : words.damaged });
    }
  };
  const stop = () => {
    reading.current?.abort();
    setState({ is: "stopped" });
  };
  return (
    <section id="file" aria-labelledby="file-title">
      <h2 id="file-title">{words.title}</h2>
      <p>{words.intro}</p>
      <div class="field labelled">
        <label for={id}>{words.choose}</label>
        <input
          id={id}
          type="file"
          accept=".csv,.gz,text/csv,application/gzip"
          onChange={({ currentTarget }) => currentTarget.files?.[0] && read(currentTarget.files[0])}
        />
      </div>
      {state.is === "reading" && (
        <p class="buttons">
          <progress value={state.part} aria-label={fill(words.reading, { name: state.name, percent: "" })} />
          <span>{fill(words.reading, { name: state.name, percent: `${numbers.whole.format(100 * state.part)} %` })}</span>
          <button type="button" onClick={stop}>{words.stop}</button>
        </p>
      )}
      <div role="status">
        {state.is === "stopped" && <p>{words.stopped}</p>}
        {state.is === "refused" && <p class="card bad">{fill(words.unreadable, state)}</p>}
        {state.is === "read" && (
          <p class={state.preview.bad > 0 ? "card warning" : "card good"}>
            {fill(words.result, {
              name: state.name,
              good: numbers.whole.format(state.preview.good),
              bad: numbers.whole.format(state.preview.bad),
            })}
          </p>
        )}
      </div>
      {state.is === "read" && <PreviewResult name={state.name} preview={state.preview} />}
    </section>
  );
}
