import { OnthaalFeedback } from "./onthaal-feedback.ts";
import { flush } from "./outbox.ts";

/**
 * Registers the tag, once per page, and sends what earlier pages left.
 *
 * @param script address of this file; the service is what comes before `/widget/`
 */
export function define(script = ""): void {
  const registry = globalThis.customElements;
  if (registry && !registry.get("onthaal-feedback")) {
    OnthaalFeedback.server = script.replace(/\/(widget\/.*|[^/]*)$/, "");
    registry.define("onthaal-feedback", OnthaalFeedback);
    addEventListener("online", flush);
    flush();
  }
}
