package org.onthaal.feedback.survey;

/// How a rating was given.
public enum Channel {
  WEB,
  KIOSK,
  PHONE,
  QR,
  EMAIL,
  SMS,
  APP,
  CHAT,
  COUNTER,
  PAPER,
  POST,
  OTHER
}
