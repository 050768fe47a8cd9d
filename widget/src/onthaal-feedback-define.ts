import { define } from "./define.ts";

// Loaded as a module it is not told which script it is.
const script = document.currentScript ?? document.querySelector("script[src*='/onthaal.js']");

define((script as HTMLScriptElement | null)?.src);
