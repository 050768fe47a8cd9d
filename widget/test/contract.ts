// Compiles only while the class is what `onthaal.d.ts` says to its callers.
import type { OnthaalFeedbackConstructor } from "../src/onthaal.d.ts";
import { OnthaalFeedback } from "../src/onthaal-feedback.ts";

export const published: OnthaalFeedbackConstructor = OnthaalFeedback;
