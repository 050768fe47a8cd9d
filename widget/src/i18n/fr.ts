import type { FeedbackWords } from "../onthaal.d.ts";

export const fr: FeedbackWords = {
  open: "Donner mon avis",
  close: "Fermer",
  optional: "facultatif",
  dontKnow: "Je ne sais pas",
  hint: "N’indiquez ni nom, ni numéro, ni autre donnée personnelle.",
  send: "Envoyer mon avis",
  add: "Envoyer",
  privacy: "Nous ne vous demandons pas qui vous êtes.",
  choose: "Choisissez une réponse.",
  thanks: "Merci !",
  queued: "Votre réponse est conservée sur cet appareil et sera envoyée plus tard.",
  lost: "Votre réponse n’a PAS été enregistrée.",
  again: "Le service ne répond pas pour le moment. Attendez un instant et réessayez.",
};
