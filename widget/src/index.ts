import { define } from "./define.ts";

export { OnthaalFeedback } from "./onthaal-feedback.ts";

define(import.meta.url);
