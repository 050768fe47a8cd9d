import { useState } from "preact/hooks";
import type { Touchpoint } from "../contract.ts";
import { fill, LANGUAGES, nameOf, useSpeech } from "../i18n/index.ts";
import { useSetupWords } from "../i18n/setup/index.ts";
import { pageOf, posterOf, snippetOf } from "./place.ts";

const SIZES = ["a4", "a6"] as const;

/** One place: its name and key, and behind them what to put there. */
export function Place({ touchpoint, server }: { readonly touchpoint: Touchpoint; readonly server: string }) {
  const { language } = useSpeech();
  const words = useSetupWords();
  const [isOpen, setOpen] = useState(false);
  const name = nameOf(touchpoint.names, language, touchpoint.key);
  if (touchpoint.retired) {
    return <p class="dim">{name} · {words.key} <code>{touchpoint.key}</code> · {words.retired}</p>;
  }
  return (
    <details class="place" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{name} <span class="dim">· {words.key} <code>{touchpoint.key}</code></span></summary>
      {isOpen && <WaysToAsk name={name} place={touchpoint.key} server={server} />}
    </details>
  );
}

function WaysToAsk({ name, place, server }: { readonly name: string; readonly place: string; readonly server: string }) {
  const words = useSetupWords();
  const page = pageOf(server, place);
  return (
    <div role="group" aria-label={fill(words.use, { name })}>
      <h4>{words.snippet}</h4>
      <p class="dim">{words.snippetHint}</p>
      <Snippet name={name} text={snippetOf(server, place)} />
      <h4>{words.page}</h4>
      <p><a href={page}>{page}</a><br /><span class="dim">{words.pageHint}</span></p>
      <h4>{words.poster}</h4>
      <Posters place={place} server={server} />
      <h4>{words.invitations}</h4>
      <p class="dim">{words.invitationsHint}</p>
    </div>
  );
}

function Posters({ place, server }: { readonly place: string; readonly server: string }) {
  const words = useSetupWords();
  return (
    <>
      <p class="dim">{words.posterHint}</p>
      <ul class="links">
        {SIZES.flatMap((size) =>
          Object.entries(LANGUAGES).map(([code, its]) => (
            <li key={size + code}>
              <a href={posterOf(server, place, size, code)}>{words.size[size]}, <span lang={code}>{its.language}</span></a>
            </li>
          ))
        )}
      </ul>
    </>
  );
}

function Snippet({ name, text }: { readonly name: string; readonly text: string }) {
  const words = useSetupWords();
  const [outcome, setOutcome] = useState("");
  // Without https, and where a person forbade it, browsers let no page copy.
  const copy = () => (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(() => setOutcome(words.copied), () => setOutcome(words.notCopied));
  return (
    <>
      <pre tabIndex={0} aria-label={words.snippet}>{text}</pre>
      <button type="button" aria-label={fill(words.copyOf, { name })} onClick={copy}>{words.copy}</button>{" "}
      <span role="status">{outcome}</span>
    </>
  );
}
