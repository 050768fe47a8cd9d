/** The words about what people chose as their reasons. */
export const en = {
  title: "Reasons",
  titled: "Reasons: {question}",
  about: "{n} people answered this question; they could choose one reason.",
  aboutSeveral: "{n} people answered this question; they could choose several reasons.",
  asked: "It is asked only after certain scores ({scores}).",
  alike: "All who answered it are satisfied, or none of them is: satisfaction tells no reasons apart.",
  order:
    "First the reasons that go with less satisfaction, by what is certain of the difference between people who chose them and people who did not. Where the intervals of two reasons overlap, their order is no ranking; the rest stands in order of how often it was chosen. That a reason goes with dissatisfaction does not prove that it is the cause.",
  often: "By how often they were chosen",
  orderOften: "In order of how often they were chosen. Where the intervals of two reasons overlap, their order is no ranking.",
  worse: "Chosen by people who are less satisfied",
  none: "No difference in satisfaction that can be told from chance",
  better: "Chosen by people who are more satisfied",
  share: "{n} of {answered} · {share} ({range})",
  effect: "satisfied: {chosen}, among the others {others} · {points} points ({low} to {high})",
  effectNone: "satisfied: {chosen}, among the others {others} · no difference that can be told",
  effectFew: "too few answers to compare satisfaction",
  hidden: "hidden: too few answers",
  reason: "reason",
  n: "chosen by",
  answered: "answered",
  shareOf: "share",
  chosen: "satisfied, chose it",
  chosenN: "answers, chose it",
  others: "satisfied, did not choose it",
  othersN: "answers, did not choose it",
  difference: "difference in points",
  lowOf: "{figure}, lower end",
  highOf: "{figure}, upper end",
  asksNone: "This survey asks for no reasons.",
  askedNobody: "Nobody gave reasons in this time.",
  tooFew: "Too few answers to show reasons: {n}. From {least} on they are shown.",
};

/** Every word about reasons in one language. */
export type ReasonWords = typeof en;
