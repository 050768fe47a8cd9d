package org.onthaal.sdk;

/** How a rating was given. */
public enum Channel {
  /** A page or widget in a browser. */
  WEB,
  /** A terminal at a counter. */
  KIOSK,
  /** A telephone keypad. */
  PHONE,
  /** A printed code that opened the hosted page. */
  QR,
  /** A link in an e-mail. */
  EMAIL,
  /** A link in a text message. */
  SMS,
  /** A mobile application. */
  APP,
  /** A chat conversation. */
  CHAT,
  /** An interviewer or an employee at the counter. */
  COUNTER,
  /** A form on paper, handed in. */
  PAPER,
  /** A form on paper, by post. */
  POST,
  /** None of these. */
  OTHER
}
