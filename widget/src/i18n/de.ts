import type { FeedbackWords } from "../onthaal.d.ts";

export const de: FeedbackWords = {
  open: "Bewertung abgeben",
  close: "Schließen",
  optional: "freiwillig",
  dontKnow: "Ich weiß es nicht",
  hint: "Geben Sie keine Namen, Nummern oder anderen persönlichen Daten an.",
  send: "Bewertung senden",
  add: "Senden",
  privacy: "Wir fragen nicht, wer Sie sind.",
  choose: "Wählen Sie eine Antwort.",
  thanks: "Danke!",
  queued: "Ihre Antwort ist auf diesem Gerät gespeichert und wird später gesendet.",
  lost: "Ihre Antwort wurde NICHT gespeichert.",
  again: "Der Dienst antwortet im Moment nicht. Warten Sie kurz und versuchen Sie es noch einmal.",
};
