import { type Conversation, converse } from "./conversation.ts";
import { words } from "./i18n/index.ts";
import type { FeedbackInput, FeedbackOutcome, OnthaalFeedback as Contract } from "./onthaal.d.ts";

// On a server, where pages are only written, the file can be loaded and does nothing.
const Base = globalThis.HTMLElement ?? Object as unknown as typeof HTMLElement;

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
export class OnthaalFeedback extends Base implements Contract {
  static readonly observedAttributes = ["touchpoint", "lang", "mode", "server"];
  static server = "";
  static words = words;

  // No value of its own: a page may have set one before this class was there. Known to the class: frameworks look whether it is.
  declare context: Contract["context"];
  static {
    this.prototype.context = undefined;
  }

  #conversation: Conversation = converse(this, () => OnthaalFeedback.server);

  connectedCallback(): void {
    this.#conversation.refresh();
  }

  disconnectedCallback(): void {
    // A dialog that comes back open is no longer modal, and nothing closes it.
    this.shadowRoot!.querySelector("dialog")?.close();
  }

  attributeChangedCallback(): void {
    this.#conversation.refresh();
  }

  submit(input: FeedbackInput): Promise<FeedbackOutcome> {
    return this.#conversation.submit(input);
  }

  open(): void {
    this.#conversation.open();
  }

  reset(): void {
    this.#conversation.reset();
  }
}
