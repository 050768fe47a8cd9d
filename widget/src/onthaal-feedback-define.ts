import { define } from "./define.ts";

define((document.currentScript as HTMLScriptElement | null)?.src);
