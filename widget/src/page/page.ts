/// The page for developers: shows the element as they set it, and what to copy. Nothing that is tried here is stored, unless they ask for it.
import type { OnthaalFeedback } from "../onthaal.d.ts";
import { type Built, type Choice, examples } from "./examples.ts";

const CALLS_MAX = 20;

const find = <E extends Element>(selector: string) => document.querySelector<E>(selector)!;
const settings = find<HTMLFormElement>("#settings");
const stage = find<HTMLElement>("#stage");
const stored = find<HTMLInputElement>("#stored");
const trouble = find<HTMLElement>("#trouble");

let built: Built | undefined;
let shown: OnthaalFeedback | undefined;

function choice(): Choice {
  const of = (name: string) => `${new FormData(settings).get(name) ?? ""}`.trim();
  return { touchpoint: of("touchpoint"), lang: of("lang"), mode: of("mode"), channel: of("channel"), accent: of("accent") };
}

function show(): void {
  const chosen = choice();
  shown?.remove();
  shown = document.createElement("onthaal-feedback") as OnthaalFeedback;
  for (const name of ["touchpoint", "lang", "mode", "channel"] as const) {
    if (chosen[name]) {
      shown.setAttribute(name, chosen[name]);
    }
  }
  // Through the object model, which no policy forbids.
  stage.style.setProperty("color-scheme", `${new FormData(settings).get("scheme")}`);
  stage.style.setProperty("--onthaal-accent", CSS.supports("color", chosen.accent) ? chosen.accent : "");
  stage.append(shown);
  void check(chosen);
  if (built) {
    copy(examples(location.origin, built, chosen));
  }
}

/** Says why nothing is shown, in the service's own words. */
async function check({ touchpoint, lang }: Choice): Promise<void> {
  const response = await fetch(`/v1/touchpoints/${encodeURIComponent(touchpoint)}/survey${lang && `?lang=${lang}`}`);
  const answer = await response.json();
  if (touchpoint === choice().touchpoint) {
    trouble.textContent = response.ok ? "" : `${touchpoint || "No touchpoint"}: ${answer.detail ?? response.statusText}`;
  }
}

function copy(texts: Record<string, string>): void {
  find("#copy").replaceChildren(
    ...[...find("#copy").children].slice(0, 2),
    ...Object.entries(texts).flatMap(([title, text]) => {
      const heading = document.createElement("h3");
      heading.textContent = title;
      const code = document.createElement("pre");
      code.tabIndex = 0;
      code.textContent = text;
      const button = document.createElement("button");
      button.className = "copy";
      button.textContent = "Copy";
      button.setAttribute("aria-label", `Copy: ${title}`);
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(text);
        button.textContent = "Copied";
      });
      return [heading, code, button];
    }),
  );
}

function tell(title: string, body: unknown): void {
  const call = document.createElement("li");
  const code = document.createElement("pre");
  code.tabIndex = 0;
  code.textContent = JSON.stringify(body, null, 2);
  call.append(title, code);
  find("#calls").append(call);
  while (find("#calls").children.length > CALLS_MAX) {
    find("#calls").firstElementChild!.remove();
  }
}

/** Answers as the service would, without asking it, until somebody wants ratings to be stored. */
function rehearse(): void {
  const real = window.fetch;
  window.fetch = (input, init) => {
    const method = init?.method ?? "GET";
    if (method === "GET") {
      return real.call(window, input, init);
    }
    const sent = JSON.parse(`${init?.body}`);
    tell(`${method} ${new URL(`${input}`, location.href).pathname}`, sent);
    return stored.checked
      ? real.call(window, input, init)
      : Promise.resolve(Response.json({ id: sent.id, code: "rehearsal", receivedAt: new Date().toISOString() }));
  };
}

async function open(): Promise<void> {
  const touchpoint = new URLSearchParams(location.search).get("touchpoint");
  if (touchpoint) {
    (settings.elements.namedItem("touchpoint") as HTMLInputElement).value = touchpoint;
  }
  rehearse();
  show();
  built = await (await fetch("/widget/integrity.json")).json() as Built;
  find("#weight").textContent = `Version ${built.version}, ${(built.gzipBytes / 1000).toFixed(1)} kB to load.`;
  copy(examples(location.origin, built, choice()));
}

settings.addEventListener("input", show);
settings.addEventListener("submit", (event) => event.preventDefault());
stored.addEventListener("change", show);
find("#reset").addEventListener("click", show);
for (const name of ["feedback-submitted", "feedback-rejected"] as const) {
  document.addEventListener(name, (event) => tell(`event ${name}`, (event as CustomEvent).detail));
}
void open();
