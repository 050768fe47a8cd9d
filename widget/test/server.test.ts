import { holds } from "./checks.ts";

Deno.test("the package can be loaded where there is no page, and does nothing there", async () => {
  holds(!("document" in globalThis), "there is no page");
  const { OnthaalFeedback } = await import("../src/index.ts");

  holds(typeof OnthaalFeedback === "function", "the class is there");
  holds(OnthaalFeedback.server === "", "nothing was registered");
});
