import type { FeedbackWords } from "../onthaal.d.ts";

export const en: FeedbackWords = {
  open: "Give your opinion",
  close: "Close",
  optional: "optional",
  dontKnow: "I don’t know",
  hint: "Please do not give names, numbers or other personal data.",
  send: "Send my rating",
  add: "Send",
  privacy: "We do not ask who you are.",
  choose: "Choose an answer.",
  thanks: "Thank you!",
  queued: "Your answer is kept on this device and will be sent later.",
  lost: "Your answer was NOT stored.",
  again: "The service is not responding at the moment. Wait a moment and try again.",
};
