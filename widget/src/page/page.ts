/// The page for developers: shows the element as they set it, and what to copy. Nothing that is tried here is stored, unless they ask for it.
import type { OnthaalFeedback } from "../onthaal.d.ts";
import type { Survey } from "../survey.ts";
import { type Colour, hex } from "./colours.ts";
import { copyable } from "./copying.ts";
import { ATTRIBUTES, type Built, type Choice, examples, properties } from "./examples.ts";
import { channelsOf, rehearsed } from "./rehearsal.ts";

const CALLS_MAX = 20;
// So that a screen reader also says what it has just said.
const SAID_AFTER_MILLIS = 100;

const find = <E extends Element>(selector: string) => document.querySelector<E>(selector)!;
const settings = find<HTMLFormElement>("#settings");
const stage = find<HTMLElement>("#stage");
const stored = find<HTMLInputElement>("#stored");
const trouble = find<HTMLElement>("#trouble");
const channels = settings.elements.namedItem("channel") as HTMLSelectElement;
const real = window.fetch.bind(window);

let built: Built | undefined;
let shown: OnthaalFeedback | undefined;
/** What is asked at the place that was chosen; the channels that a place takes, by its key. */
let survey: Survey | undefined;
const taken = new Map<string, string[]>();

function choice(): Choice {
  const data = new FormData(settings);
  const of = (name: string) => `${data.get(name) ?? ""}`.trim();
  return {
    touchpoint: of("touchpoint"),
    lang: of("lang"),
    mode: of("mode"),
    channel: of("channel"),
    metric: of("metric"),
    server: URL.canParse(of("server")) ? new URL(of("server")).href.replace(/\/$/, "") : "",
    context: pairs(of("context")),
    accent: colour(of("accent")),
    scheme: of("scheme") as Choice["scheme"],
  };
}

/** One pair per line, as `release=2.4`. */
function pairs(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split("\n").map((line) => /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(line)).filter((line) => line).map((line) => [line![1]!, line![2]!]),
  );
}

/** A colour as CSS writes it; nothing for what is none. */
function colour(text: string): Colour | undefined {
  if (!CSS.supports("color", text)) {
    return undefined;
  }
  const pixel = document.createElement("canvas").getContext("2d")!;
  pixel.fillStyle = text;
  pixel.fillRect(0, 0, 1, 1);
  return [...pixel.getImageData(0, 0, 1, 1).data].slice(0, 3) as unknown as Colour;
}

function show(): void {
  const chosen = choice();
  shown?.remove();
  shown = document.createElement("onthaal-feedback");
  for (const name of ATTRIBUTES) {
    // The policy of this page lets it call no other service.
    if (chosen[name] && name !== "server") {
      shown.setAttribute(name, chosen[name]);
    }
  }
  shown.context = chosen.context;
  // Through the object model, which no policy forbids.
  stage.style.setProperty("color-scheme", chosen.scheme);
  for (const [name, value] of Object.entries(properties(chosen))) {
    shown.style.setProperty(name, value);
  }
  find("#accent-note").textContent = accentNote(chosen);
  stage.append(shown);
  void check(chosen);
  copy();
}

function accentNote(chosen: Choice): string {
  const { accent } = chosen;
  const written = properties(chosen)["--onthaal-accent"];
  return accent && written !== hex(accent)
    ? `${hex(accent)} cannot be read on the card in every scheme: the page sets ${written}, at 4.5 : 1 or more.`
    : "";
}

/** Says why nothing is shown, in the service's own words; offers what the place takes. */
async function check({ touchpoint, lang }: Choice): Promise<void> {
  const isStill = () => touchpoint === choice().touchpoint && lang === choice().lang;
  const language = lang || document.documentElement.lang;
  const response = await real(`/v1/touchpoints/${encodeURIComponent(touchpoint)}/survey?lang=${language}`);
  const answer = await response.json();
  if (!isStill()) {
    return;
  }
  survey = response.ok ? answer as Survey : undefined;
  const keys = survey?.contextKeys ?? [];
  find("#context-note").textContent = keys[0] ? `This survey takes: ${keys.join(", ")}.` : "This survey takes none.";
  trouble.textContent = response.ok ? "" : `${touchpoint || "No touchpoint"}: ${answer.detail ?? response.statusText}`;
  copy();
  if (response.ok && !taken.has(touchpoint)) {
    const found = await channelsOf(touchpoint, real);
    if (found) {
      taken.set(touchpoint, found);
    } else if (isStill()) {
      trouble.textContent = `${touchpoint}: the service does not say now which channels it takes. Load this page again in a minute.`;
    }
  }
  if (isStill()) {
    offer(taken.get(touchpoint) ?? []);
  }
}

/** Channels to choose from; one that the place does not take is chosen no longer. */
function offer(names: string[]): void {
  const chosen = channels.value;
  channels.replaceChildren(channels.options[0]!, ...names.map((name) => new Option(name, name)));
  channels.value = names.includes(chosen) ? chosen : "";
  if (channels.value !== chosen) {
    show();
  }
}

function copy(): void {
  if (!built) {
    return;
  }
  find("#texts").replaceChildren(
    ...examples(location.origin, built, choice(), survey).flatMap(({ title, files }) => {
      const heading = document.createElement("h3");
      heading.textContent = title;
      return [
        heading,
        ...files.flatMap(({ name, text }) => {
          const file = document.createElement("p");
          file.className = "file";
          file.textContent = name;
          return [...name ? [file] : [], ...copyable({ title: name ? `${title}, ${name}` : title, text }, announce)];
        }),
      ];
    }),
  );
}

function announce(said: string): void {
  const place = find("#said");
  place.textContent = "";
  setTimeout(() => place.textContent = said, SAID_AFTER_MILLIS);
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

/** Answers as the service would, which stores nothing, until somebody wants ratings to be stored. */
function rehearse(): void {
  window.fetch = async (input, init) => {
    const method = init?.method ?? "GET";
    if (method === "GET") {
      return real(input, init);
    }
    const sent = JSON.parse(`${init?.body}`);
    tell(`${method} ${new URL(`${input}`, location.href).pathname}`, sent);
    if (stored.checked) {
      return real(input, init);
    }
    // What amends a rating that was not stored has nothing that the service could judge.
    return method === "POST" ? rehearsed(sent, real) : Response.json({ id: sent.id, code: "rehearsal" });
  };
}

async function open(): Promise<void> {
  const touchpoint = new URLSearchParams(location.search).get("touchpoint");
  if (touchpoint) {
    (settings.elements.namedItem("touchpoint") as HTMLInputElement).value = touchpoint;
  }
  rehearse();
  show();
  built = await (await real("/widget/integrity.json")).json() as Built;
  find("#weight").textContent = `Version ${built.version}, ${(built.gzipBytes / 1000).toFixed(1)} kB to load.`;
  copy();
}

settings.addEventListener("input", show);
settings.addEventListener("submit", (event) => event.preventDefault());
stored.addEventListener("change", show);
find("#reset").addEventListener("click", show);
for (const name of ["feedback-submitted", "feedback-rejected"] as const) {
  document.addEventListener(name, (event) => tell(`event ${name}`, event.detail));
}
void open();
