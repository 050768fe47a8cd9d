/** The words about rating files. The other languages have the same keys, or do not compile. */
export const en = {
  title: "Earlier ratings from a file",
  intro: "See what a rating file would add. The file is read in this browser; nothing is sent and nothing is added.",
  choose: "Rating file (CSV, also .gz)",
  reading: "Reading {name}: {percent}",
  stop: "Stop",
  stopped: "Stopped.",
  unreadable: "{name} cannot be read: {reason}",
  damaged: "its gzip data is cut off or damaged, or the browser may not read it",
  result: "{name}: {good} lines would be added, {bad} would be rejected.",
  dontKnow: "Of them {n} without a score (“don’t know”).",
  repeated: "Lines that repeat an earlier one with the same id and count once: {n}.",
  period: "From {first} to {last}.",
  by: { administrations: "Administration", services: "Service", channels: "Channel", languages: "Language" },
  lines: "lines",
  lacking: "What the catalogue lacks",
  lacksNothing: "The catalogue has every administration, service and place of this file.",
  lacks: { administrations: "Administrations: {n}", services: "Services: {n}", places: "Places: {n}" },
  andMore: "… and {n} more",
  zone: "Time zone of the administrations that are added",
  mistakes: "Lines that would be rejected",
  mistakesTold: "The first {told} of {n}.",
  record: "record",
  line: "line",
  mistake: "what is wrong",
  expected: "{reason} (expected: {expected})",
  command: "How it is added",
  commandHint: "Run this on the machine of the installation. It may be interrupted and repeated: nothing counts twice.",
  unknowable:
    "Only the import can tell whether places that exist take these channels, questions and metrics; what it does not take it reports and leaves out.",
  copy: "Copy",
  copied: "Copied.",
};

/** Every word about rating files in one language. */
export type FileWords = typeof en;
