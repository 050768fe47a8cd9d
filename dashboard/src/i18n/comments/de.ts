import type { CommentWords } from "./en.ts";

export const de: CommentWords = {
  title: "Kommentare",
  about: "Was in dieser Zeit geschrieben wurde, das Neueste zuerst. Personenbezogene Angaben wurden entfernt, bevor etwas gespeichert wurde.",
  narrowed: "Kanal und Sprache, die oben auf der Seite gewählt sind, gelten auch hier.",
  search: "Wörter",
  searchHint: "Alle Wörter müssen vorkommen; Groß- und Kleinschreibung und Akzente spielen keine Rolle.",
  find: "Suchen",
  score: "Note",
  every: "alle",
  reset: "Alle Kommentare zeigen",
  shown: { one: "1 Kommentar ist zu sehen.", many: "{n} Kommentare sind zu sehen." },
  further: "Es gibt weitere.",
  all: "Das sind alle.",
  none: "In dieser Zeit hat niemand etwas geschrieben.",
  noneFound: "Kein Kommentar aus dieser Zeit passt dazu.",
  noneYet: "Bisher keiner:",
  lookedTo: "gesucht bis {time}.",
  more: "Mehr zeigen",
  back: "Weiter zurück suchen",
  withheld:
    "Einige Kommentare werden nicht gezeigt: Am selben Ort, in derselben Sprache und auf demselben Weg, mit derselben Note und im selben Monat haben so wenige geantwortet, dass man sie erkennen könnte.",
  points: "{score} von {best}",
  time: "Zeit",
  text: "Kommentar",
};
