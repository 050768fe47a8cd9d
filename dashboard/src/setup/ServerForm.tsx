import { useId, useState } from "preact/hooks";
import { useSetupWords } from "../i18n/setup/index.ts";
import { originOf } from "./place.ts";

const KEPT = "onthaal.server";
const USUAL_PORT = 8080;

/** Where citizens reach feedback-service: as it was said before, or its usual port of this machine. */
export function useServer(): readonly [string, (server: string) => void] {
  const [server, setServer] = useState(() => localStorage.getItem(KEPT) ?? `${location.protocol}//${location.hostname}:${USUAL_PORT}`);
  const keep = (next: string) => {
    localStorage.setItem(KEPT, next);
    setServer(next);
  };
  return [server, keep];
}

/** Asks for the address once. */
export function ServerForm({ server, keep }: { readonly server: string; readonly keep: (server: string) => void }) {
  const words = useSetupWords();
  const id = useId();
  const [outcome, setOutcome] = useState<"kept" | "wrong">();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget as HTMLFormElement).get("server") ?? "");
    const origin = originOf(typed);
    setOutcome(origin === undefined ? "wrong" : "kept");
    if (origin !== undefined) keep(origin);
  };
  const isWrong = outcome === "wrong";
  return (
    <form class="card" onSubmit={submit} noValidate>
      <div class="field">
        <label for={id}>{words.server}</label>
        <input id={id} name="server" type="url" defaultValue={server} aria-invalid={isWrong} aria-describedby={`${id}-told`} />
        <p id={`${id}-told`} class={isWrong ? "wrong" : "dim"}>{isWrong ? words.serverWrong : words.serverHint}</p>
      </div>
      <button type="submit">{words.keep}</button> <span role="status" class="better">{outcome === "kept" && words.kept}</span>
    </form>
  );
}
