import { OnthaalFeedback } from "./onthaal-feedback.ts";
import { flush } from "./outbox.ts";

/**
 * Registers the tag, once per page, and sends what earlier pages left.
 *
 * @param script address of this file; the service is what comes before `/widget/`
 */
export function define(script = ""): void {
  if (!customElements.get("onthaal-feedback")) {
    OnthaalFeedback.server = script.replace(/\/(widget\/.*|[^/]*)$/, "");
    customElements.define("onthaal-feedback", OnthaalFeedback);
    addEventListener("online", flush);
    flush();
  }
}
