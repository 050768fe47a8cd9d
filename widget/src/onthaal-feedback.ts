import { draw, make } from "./dom.ts";
import { Draft } from "./draft.ts";
import { isRightToLeft, primaryLanguage, words } from "./i18n/index.ts";
import type { FeedbackInput, FeedbackOutcome, OnthaalFeedback as Contract } from "./onthaal.d.ts";
import css from "./onthaal-feedback.css";
import { RETRY_MILLIS_MIN } from "./outbox.ts";
import { checkedBy, contextOf, pageAddress, ratingId } from "./submission.ts";
import type { Survey } from "./survey.ts";
import { call, type Reply } from "./transport.ts";
import { type Say, showAsked, TRAP, view } from "./view.ts";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/**
 * Asks how a contact with a public service went.
 *
 * @attr touchpoint - key of the touchpoint; required
 * @attr lang - language of the questions; else that of the nearest ancestor, the browser's, or English
 * @attr channel - how people come here, such as `EMAIL`; else the touchpoint's own
 * @attr metric - what the page expects to be measured; the console says so when the survey asks something else
 * @attr mode - `inline`, `button` (opens a dialog) or `bar` (one row)
 * @attr server - address of the service; else that of the script
 * @event feedback-submitted - once per rating: stored at the service or kept here
 * @event feedback-rejected - refused, or neither stored nor kept
 * @csspart question scale choice comment submit thanks card open
 * @cssproperty --onthaal-accent --onthaal-on-accent --onthaal-ground --onthaal-ink --onthaal-soft --onthaal-line
 * --onthaal-tint --onthaal-radius --onthaal-font --onthaal-font-size --onthaal-color-scheme
 * @slot - shown until the questions are there, and where they cannot be: a form that works without JavaScript
 */
export class OnthaalFeedback extends HTMLElement implements Contract {
  static readonly observedAttributes = ["touchpoint", "lang", "mode", "server"];
  static server = "";
  static words = words;

  declare context: Contract["context"];

  #root = this.attachShadow({ mode: "open" });
  #said = make("p", { class: "away", role: "status" });
  #content = make("div", {});
  #dialog: HTMLDialogElement | undefined;

  /** Mode and language that are shown; address of the survey, with and without its language; the answer from there. */
  #frame = "";
  #place = "";
  #asked = "";
  #reply: Promise<Reply> | undefined;
  #survey: Survey | undefined;
  #draft = new Draft();
  #isBusy = false;

  connectedCallback(): void {
    if (!this.#root.firstChild) {
      this.#root.adoptedStyleSheets = [sheet];
      this.#root.append(make("slot", {}));
      this.#content.oninput = (event) => this.#listen(event.target as HTMLInputElement);
      this.#content.onsubmit = (event) => this.#press(event);
    }
    this.#refresh();
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before !== after) {
      this.#refresh();
    }
  }

  async submit(input: FeedbackInput): Promise<FeedbackOutcome> {
    await this.#load();
    this.#draft.checked = checkedBy(input, this.#survey?.questions[0]!.code ?? "", this.#draft.checked);
    this.#draft.comment = input.comment ?? this.#draft.comment;
    return this.#deliver();
  }

  open(): void {
    this.#show();
    if (!this.#dialog) {
      this.#root.querySelector("input")?.focus();
    } else if (!this.#dialog.open) {
      this.#dialog.showModal();
      this.#load();
    }
  }

  reset(): void {
    this.#draft = new Draft();
    this.#render();
  }

  /** Frameworks set attributes one by one: all that happens now is one change. */
  async #refresh(): Promise<void> {
    await null;
    if (this.isConnected) {
      this.#show();
      if (!this.#dialog || this.#dialog.open) {
        this.#load();
      }
    }
  }

  #attribute(name: string): string {
    return this.getAttribute(name) ?? "";
  }

  get #server(): string {
    return (this.#attribute("server") || OnthaalFeedback.server).replace(/\/$/, "");
  }

  get #language(): string {
    return this.#survey?.language ?? this.#wanted;
  }

  get #wanted(): string {
    return primaryLanguage(this.closest<HTMLElement>("[lang]")?.lang || navigator.language);
  }

  async #load(): Promise<void> {
    const place = `${this.#server}/v1/touchpoints/${this.#attribute("touchpoint")}/survey?lang=`;
    const asked = place + this.#wanted;
    if (place !== this.#place) {
      this.#place = place;
      this.#survey = undefined;
      this.reset();
    }
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#reply = call("GET", asked);
    }
    const { problem, again, body } = await this.#reply as { body: Survey } & Reply & { again: boolean };
    if (asked !== this.#asked) {
      return;
    }
    if (problem) {
      this.#asked = "";
      console.warn("onthaal: no questions", asked, problem);
      this.#complain(this.#say("again"));
      if (again) {
        setTimeout(() => this.#refresh(), RETRY_MILLIS_MIN * (1 + Math.random()));
      } else {
        this.#tell("feedback-rejected", problem);
      }
    } else if (body !== this.#survey) {
      this.#survey = body;
      const metric = this.#attribute("metric").toUpperCase();
      if (metric && metric !== body.questions[0]!.metric) {
        console.warn("onthaal: the survey does not measure", metric);
      }
      this.#show();
      this.#render();
    }
    if (this.#survey && (!this.#dialog || this.#dialog.open)) {
      this.#draft.shownAt ||= performance.now();
    }
  }

  /** What stands around the questions; where none are known the page's own form stays. */
  #show(): void {
    const [mode = "inline"] = /^(button|bar)$/.exec(this.#attribute("mode")) ?? [];
    const language = this.#language;
    if (this.#frame === mode + language || (!this.#survey && mode !== "button")) {
      return;
    }
    this.#frame = mode + language;
    const wasOpen = this.#dialog?.open;
    const inside = [this.#said, this.#content];
    this.#dialog = mode === "button" ? make("dialog", { part: "card", "aria-labelledby": "open", autofocus: "" }) : undefined;
    const card = this.#dialog ?? make("div", { part: "card" });
    const frame = make("div", { class: `frame ${mode}`, lang: language, dir: isRightToLeft(language) ? "rtl" : "ltr" });
    if (this.#dialog) {
      const opener = make("button", { part: "open", id: "open" }, this.#say("open"));
      const closer = make("button", { class: "close" }, draw(["path", { d: "M12 12l24 24M36 12l-24 24" }]), make("span", { class: "away" }, this.#say("close")));
      opener.onclick = () => this.open();
      closer.onclick = () => this.#dialog!.close();
      frame.append(opener);
      card.append(closer);
    }
    card.append(...inside);
    frame.append(card);
    this.#root.replaceChildren(frame);
    if (wasOpen) {
      this.open();
    }
  }

  #render(): void {
    const hadFocus = this.#root.activeElement;
    this.#content.replaceChildren(...this.#survey ? view(this.#survey, this.#draft, this.#say) : []);
    this.#said.textContent = this.#content.querySelector("[part=thanks]")?.textContent ?? "";
    if (hadFocus) {
      this.#content.querySelector("b")?.focus();
    }
  }

  #listen({ name, value, form }: HTMLInputElement): void {
    if (name === "comment") {
      this.#draft.comment = value;
    } else if (name !== TRAP) {
      const controls = [...form!.elements] as HTMLInputElement[];
      this.#draft.checked[name] = controls.filter((one) => one.name === name && one.checked).map((one) => one.value);
      showAsked(this.#survey!, this.#draft, form!.querySelectorAll("fieldset"));
    }
  }

  #press(event: Event): void {
    event.preventDefault();
    if (!this.#draft.checked[this.#survey!.questions[0]!.code]) {
      this.#complain(this.#say("choose"));
      const group = this.#content.querySelector("fieldset")!;
      group.setAttribute("aria-describedby", "wrong");
      group.querySelector("input")!.focus();
    } else if (!this.#isBusy) {
      this.#deliver();
    }
  }

  async #deliver(): Promise<FeedbackOutcome> {
    const draft = this.#draft;
    const isFirst = !draft.submitted;
    this.#busy(true);
    const outcome = await draft.deliver(this.#survey, () => this.#occasion());
    this.#busy(false);
    if ("problem" in outcome) {
      this.#complain(this.#say("lost"), " ", ...outcome.problem.reason === "UNREACHABLE" ? [this.#say("again")] : []);
      this.#tell("feedback-rejected", outcome.problem);
    } else {
      if (draft === this.#draft) {
        this.#render();
      }
      if (isFirst) {
        this.#tell("feedback-submitted", outcome);
      }
    }
    return outcome;
  }

  /** Everything of a rating but what it says. */
  #occasion() {
    const { contextKeys = [], hintsAccepted, language, version } = this.#survey ?? {} as Partial<Survey>;
    const { shownAt } = this.#draft;
    const now = new Date();
    const channel = this.#attribute("channel").toUpperCase();
    const context = contextOf({ ...contextKeys.includes("page") && { page: pageAddress(location) }, ...this.context }, contextKeys);
    return {
      server: this.#server,
      rating: {
        id: ratingId(+now, crypto.getRandomValues(new Uint8Array(10))),
        ratedAt: now.toISOString(),
        touchpoint: this.#attribute("touchpoint"),
        ...channel && { channel },
        ...version && { language, surveyVersion: version },
        ...contextKeys[0] && { context },
        ...hintsAccepted && shownAt && {
          hints: {
            trapFilled: !!this.#root.querySelector<HTMLInputElement>(`[name=${TRAP}]`)?.value,
            answeredIn: `${((performance.now() - shownAt) / 1_000).toFixed(1)}s`,
          },
        },
      },
    };
  }

  #busy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    this.#content.querySelector("button")?.setAttribute("aria-disabled", `${isBusy}`);
  }

  /** Says what is wrong, where the form has a place for it. */
  #complain(...sentences: (Node | string)[]): void {
    (this.#content.querySelector(".wrong") ?? this.#content).replaceChildren(...sentences);
  }

  #tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  #say: Say = (word) => words[this.#language]?.[word] ?? make("bdi", { lang: "en" }, words.en[word]);
}
