import type { CommentWords } from "./en.ts";

export const fr: CommentWords = {
  title: "Commentaires",
  about: "Ce que les gens ont écrit sur cette période, du plus récent au plus ancien. Les données personnelles ont été retirées avant tout enregistrement.",
  narrowed: "Le canal et la langue choisis en haut de la page valent aussi ici.",
  search: "Mots",
  searchHint: "Tous les mots doivent y figurer ; majuscules et accents ne comptent pas.",
  find: "Rechercher",
  score: "Note",
  every: "toutes",
  reset: "Afficher tous les commentaires",
  shown: { one: "1 commentaire affiché.", many: "{n} commentaires affichés." },
  further: "Il y en a d’autres.",
  all: "Il n’y en a pas d’autres.",
  none: "Personne n’a écrit de commentaire sur cette période.",
  noneFound: "Aucun commentaire de cette période ne correspond.",
  noneYet: "Aucun jusqu’ici :",
  lookedTo: "recherche faite jusqu’au {time}.",
  more: "Afficher la suite",
  back: "Chercher plus loin",
  withheld:
    "Certains commentaires ne sont pas montrés : si peu de personnes ont répondu au même endroit, dans la même langue et de la même façon, avec la même note et le même mois, qu’on pourrait les reconnaître.",
  points: "{score} sur {best}",
  time: "moment",
  text: "commentaire",
};
