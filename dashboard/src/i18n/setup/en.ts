/** The words of setting up. The other languages have the same keys, or do not compile. */
export const en = {
  intro: "Every place where people can rate, and what to put there.",
  empty: "There are no administrations yet.",
  changing: "Administrations, services and places are changed with a file: {command}",
  server: "Address of the rating pages",
  serverHint: "This page does not know it: say where citizens reach the rating pages. This browser remembers it.",
  serverWrong: "This is no web address. It begins with http:// or https://.",
  keep: "Keep",
  kept: "Kept.",
  find: "Find a place",
  found: "Places: {n}",
  nothingFound: "No place has such a name or key.",
  retired: "no longer used",
  noPlaces: "This service has no places yet.",
  key: "Key",
  use: "What to put there: {name}",
  snippet: "On a web page",
  snippetHint: "Copy this to where people should be asked. It loads nothing else and sets no cookie.",
  copy: "Copy",
  copyOf: "Copy the lines for {name}",
  copied: "Copied.",
  notCopied: "This browser does not let the page copy; select the lines yourself.",
  page: "The rating page",
  pageHint: "For links in letters, on terminals and tablets.",
  poster: "Poster with QR code",
  posterHint: "Only for places whose channels include the QR code.",
  size: { a4: "A4", a6: "A6" },
  invitations: "By invitation",
  invitationsHint: "One link for one contact, made by your own server for e-mail, text messages and letters: docs/invitations.md says how.",
};

/** Every word about setting up in one language. */
export type SetupWords = typeof en;
