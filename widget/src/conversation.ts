import { make } from "./dom.ts";
import { type Draft, type Occasion, submit } from "./draft.ts";
import { isRightToLeft, primaryLanguage, words } from "./i18n/index.ts";
import type { FeedbackInput, FeedbackOutcome, OnthaalFeedback } from "./onthaal.d.ts";
import css from "./onthaal-feedback.css";
import { delivered, RETRY_MILLIS_MIN } from "./outbox.ts";
import { checkedBy, contextOf, pageAddress, ratingId } from "./submission.ts";
import { type Survey, UNKNOWN } from "./survey.ts";
import { call, type Refusal, type Reply } from "./transport.ts";
import { type Say, showAsked, TRAP, view } from "./view.ts";

// From here on the pauses between two tries to get a survey grow no longer: they are five to ten minutes.
const TRIES_MAX = 6;

let sheet: CSSStyleSheet | undefined;

/** What an element does when it is told to. */
export interface Conversation {
  /** Follows attributes and place; what a person has given stays, unless it is about another place. */
  refresh(): void;
  submit(input: FeedbackInput): Promise<FeedbackOutcome>;
  open(): void;
  reset(): void;
}

/**
 * One element and the people in front of it, one after the other.
 *
 * @param standardServer address of the service for elements that name none
 */
export function converse(host: OnthaalFeedback, standardServer: () => string): Conversation {
  const root = host.attachShadow({ mode: "open" });
  const said = make("p", { class: "away", role: "status" });
  const content = make("div", {});
  const slot = make("slot", {});
  let dialog: HTMLDialogElement | undefined;
  /** Mode and language that are shown; address of the survey, without and with its language; what came from there. */
  let shown = "";
  let place = "";
  let asked = "";
  let reply: Promise<Reply>;
  let tries = 0;
  let survey: Survey | undefined;
  let draft: Draft;
  let warned: string | undefined;

  const attribute = (name: string) => host.getAttribute(name) ?? "";
  const server = () => (attribute("server") || standardServer()).replace(/\/$/, "");
  const wanted = () => primaryLanguage(host.closest<HTMLElement>("[lang]")?.lang || navigator.language);
  const language = () => survey?.language ?? wanted();
  const isVisible = () => !dialog || dialog.open;
  const say: Say = (word) => words[language()]?.[word] ?? make("bdi", { lang: "en" }, words.en[word]);
  const tell = (type: string, detail: unknown) =>
    host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));

  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  root.adoptedStyleSheets = [sheet];
  root.append(slot);
  // Not when the form is submitted, which a sandboxed frame forbids: every way to do so clicks the button first.
  content.onclick = (event) => {
    if (!(event.target as Element).closest("button")) {
      return;
    }
    event.preventDefault();
    if (!draft.checked[survey!.questions[0]!.code]) {
      complain(say("choose"));
      const group = content.querySelector("fieldset")!;
      group.setAttribute("aria-describedby", "wrong");
      group.querySelector("input")!.focus();
    } else if (!draft.isBusy) {
      deliver(draft.shownAt);
    }
  };
  content.oninput = ({ target }) => {
    const { name, value, form } = target as HTMLInputElement;
    if (name === "comment") {
      draft.comment = value;
    } else if (name !== TRAP) {
      const controls = [...form!.elements] as HTMLInputElement[];
      draft.checked[name] = controls.filter((one) => one.name === name && one.checked).map((one) => one.value);
      showAsked(survey!, draft, form!.querySelectorAll("fieldset"));
      complain();
    }
  };
  reset();

  async function refresh(): Promise<void> {
    // Frameworks set attributes one by one: all that happens now is one change.
    await null;
    if (host.isConnected) {
      frame();
      if (isVisible()) {
        load();
      }
    }
  }

  /** Whether it is known what to ask for and where; the developer is told once what is missing. */
  function isSetUp(): boolean {
    const missing = attribute("touchpoint") ? server() ? "" : "server" : "touchpoint";
    if (missing && missing !== warned) {
      console.warn(`onthaal: no ${missing}`, host);
    }
    warned = missing;
    return !missing;
  }

  async function load(): Promise<void> {
    if (!isSetUp()) {
      return;
    }
    const here = `${server()}/v1/touchpoints/${attribute("touchpoint")}/survey?lang=`;
    const address = here + wanted();
    if (here !== place) {
      place = here;
      survey = undefined;
      reset();
    }
    if (address !== asked) {
      asked = address;
      reply = call("GET", address);
    }
    const { problem, again, body } = await reply as Partial<Refusal> & { body: Survey };
    if (address !== asked) {
      return;
    }
    if (problem) {
      asked = "";
      console.warn("onthaal: no questions", address, problem);
      if (again) {
        complain(say("again"));
        setTimeout(refresh, RETRY_MILLIS_MIN * (1 + Math.random()) * 2 ** Math.min(tries++, TRIES_MAX));
      } else {
        // A mistake of the page, which nobody in front of it can do anything about: what it has itself stays.
        dialog?.close();
        dialog = undefined;
        shown = "";
        root.replaceChildren(slot);
        tell("feedback-rejected", problem);
      }
    } else if (body !== survey) {
      survey = body;
      const metric = attribute("metric").toUpperCase();
      if (metric && metric !== body.questions[0]!.metric) {
        console.warn("onthaal: the survey does not measure", metric);
      }
      frame();
      render();
    }
    see();
  }

  function see(): void {
    if (survey && isVisible()) {
      draft.shownAt ??= performance.now();
    }
  }

  /** What stands around the questions; where none are known the page's own form stays. */
  function frame(): void {
    const mode = /^(button|bar)$/.exec(attribute("mode"))?.[0] ?? "inline";
    const lang = language();
    if (shown === mode + lang || (!survey && mode !== "button") || !isSetUp()) {
      return;
    }
    shown = mode + lang;
    const wasOpen = dialog?.open;
    const around = make("div", { class: `frame ${mode}`, lang, dir: isRightToLeft(lang) ? "rtl" : "ltr" });
    dialog = undefined;
    if (mode === "button") {
      const opener = make("button", { part: "open", id: "open" }, say("open"));
      const closer = make("button", { class: "close" }, say("close"));
      opener.onclick = open;
      closer.onclick = () => dialog!.close();
      dialog = make("dialog", { part: "card", "aria-labelledby": "open", tabindex: -1 }, closer, said, content);
      around.append(opener, dialog);
    } else {
      around.append(make("div", { part: "card" }, said, content));
    }
    root.replaceChildren(around);
    if (wasOpen) {
      open();
    }
  }

  function render(): void {
    const hadFocus = root.activeElement;
    content.replaceChildren(...survey ? view(survey, draft, say) : []);
    said.textContent = content.querySelector("[part=thanks]")?.textContent ?? "";
    if (hadFocus) {
      content.querySelector("b")?.focus();
    }
  }

  /** Says what is wrong: where the form has a place for it, and by the region that is read out where there is no form. */
  function complain(...sentences: (Node | string)[]): void {
    const wrong = content.querySelector(".wrong");
    (wrong ?? content).replaceChildren(...sentences);
    if (!wrong) {
      said.textContent = content.textContent;
    }
  }

  /** @param shownAt since when a person had the question before them; absent where the page answers */
  async function deliver(shownAt?: number): Promise<FeedbackOutcome> {
    const mine = draft;
    const isFirst = !mine.submitted;
    busy(mine, true);
    const outcome = await submit(mine, survey ?? UNKNOWN, () => occasion(shownAt));
    busy(mine, false);
    if ("problem" in outcome) {
      if (mine === draft) {
        // What was stored before is: only what was added to it, which is named, is not.
        complain(
          isFirst ? "" : `${survey?.commentLabel || survey?.questions[1]?.text || ""} `,
          say("lost"),
          " ",
          outcome.problem.reason === "UNREACHABLE" ? say("again") : "",
        );
      }
      tell("feedback-rejected", outcome.problem);
    } else {
      if (mine === draft) {
        render();
      }
      if (isFirst) {
        tell("feedback-submitted", outcome);
      }
      if (outcome.queued) {
        delivered[outcome.id] = (entry) => {
          mine.entry = entry;
          mine.submitted = { ...outcome, id: entry.rating.id, delivered: true, queued: false };
          const thanks = content.querySelector("[part=thanks]");
          if (mine === draft && thanks) {
            // No more than this is taken away: somebody may be writing below.
            thanks.querySelector("p")?.remove();
            said.textContent = thanks.textContent;
          }
        };
      }
    }
    return outcome;
  }

  function busy(mine: Draft, now: boolean): void {
    mine.isBusy = now;
    if (mine === draft) {
      content.querySelector("button")?.setAttribute("aria-disabled", `${now}`);
    }
  }

  function occasion(shownAt?: number): Occasion {
    const { contextKeys = [], hintsAccepted, language, version } = survey ?? {} as Partial<Survey>;
    const now = new Date();
    const channel = attribute("channel").toUpperCase();
    const context = contextOf({ ...contextKeys.includes("page") && { page: pageAddress(location) }, ...host.context }, contextKeys);
    return {
      server: server(),
      rating: {
        id: ratingId(+now, crypto.getRandomValues(new Uint8Array(10))),
        ratedAt: now.toISOString(),
        touchpoint: attribute("touchpoint"),
        ...channel && { channel },
        ...version && { language: language!, surveyVersion: version },
        ...contextKeys[0] && { context },
        ...hintsAccepted && shownAt && {
          hints: {
            trapFilled: !!root.querySelector<HTMLInputElement>(`[name=${TRAP}]`)?.value,
            answeredIn: `${((performance.now() - shownAt) / 1_000).toFixed(1)}s`,
          },
        },
      },
    };
  }

  function open(): void {
    frame();
    if (!dialog) {
      root.querySelector("input")?.focus();
    } else if (!dialog.open) {
      dialog.showModal();
      // By itself the focus would go to the way out. The dialog is read out by its name; the first step from there is the way out.
      dialog.focus();
      load();
    }
  }

  function reset(): void {
    draft = { checked: {}, comment: "" };
    see();
    render();
  }

  /** One after the other: a page that asks twice at once adds to what it said first. */
  let turn: Promise<unknown> = Promise.resolve();
  const submitInTurn = (input: FeedbackInput) => {
    const mine = turn.then(async () => {
      await load();
      draft.checked = checkedBy(input, (survey ?? UNKNOWN).questions[0]!.code, draft.checked);
      draft.comment = input.comment ?? draft.comment;
      return deliver();
    });
    turn = mine;
    return mine;
  };

  return { refresh, submit: submitInTurn, open, reset };
}
