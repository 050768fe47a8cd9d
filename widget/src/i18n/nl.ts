import type { FeedbackWords } from "../onthaal.d.ts";

export const nl: FeedbackWords = {
  open: "Geef uw mening",
  close: "Sluiten",
  optional: "niet verplicht",
  dontKnow: "Ik weet het niet",
  hint: "Vermeld geen naam, nummer of andere persoonsgegevens.",
  send: "Mijn mening versturen",
  add: "Versturen",
  privacy: "We vragen niet wie u bent.",
  choose: "Kies een antwoord.",
  thanks: "Bedankt!",
  queued: "Uw antwoord is op dit toestel bewaard en wordt later verstuurd.",
  lost: "Uw antwoord is NIET bewaard.",
  again: "De dienst antwoordt op dit moment niet. Wacht even en probeer opnieuw.",
};
