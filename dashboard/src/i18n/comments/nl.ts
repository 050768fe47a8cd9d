import type { CommentWords } from "./en.ts";

export const nl: CommentWords = {
  title: "Opmerkingen",
  about: "Wat mensen in deze periode schreven, de nieuwste eerst. Persoonsgegevens zijn verwijderd voordat er iets werd bewaard.",
  narrowed: "Het kanaal en de taal die u bovenaan de pagina kiest, gelden ook hier.",
  search: "Woorden",
  searchHint: "Alle woorden moeten voorkomen; hoofdletters en accenten maken niet uit.",
  find: "Zoeken",
  score: "Score",
  every: "alle",
  reset: "Alle opmerkingen tonen",
  shown: { one: "Er staat 1 opmerking.", many: "Er staan {n} opmerkingen." },
  further: "Er zijn er meer.",
  all: "Meer zijn er niet.",
  none: "Niemand schreef iets in deze periode.",
  noneFound: "Geen enkele opmerking uit deze periode voldoet daaraan.",
  noneYet: "Tot nu toe geen:",
  lookedTo: "gezocht tot {time}.",
  more: "Meer tonen",
  back: "Verder terugzoeken",
  withheld:
    "Sommige opmerkingen worden niet getoond: zo weinig mensen antwoordden op dezelfde plaats, in dezelfde taal en op dezelfde manier, met dezelfde score en in dezelfde maand, dat ze herkend zouden kunnen worden.",
  points: "{score} van {best}",
  time: "tijdstip",
  text: "opmerking",
};
