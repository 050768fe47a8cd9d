/** The element's own words. A language that lacks one does not compile. */
export interface Words {
  /** Opens the dialog of mode `button`. */
  open: string;
  close: string;
  optional: string;
  dontKnow: string;
  /** Asks not to give personal data in a comment. */
  hint: string;
  /** Sends the first answer. */
  send: string;
  /** Sends what is added to it. */
  add: string;
  privacy: string;
  /** No answer was chosen. */
  choose: string;
  thanks: string;
  /** Not sent yet, but kept here. */
  queued: string;
  /** Neither stored at the service nor kept here. */
  lost: string;
  /** Nobody answers; pressing again may help. */
  again: string;
}
