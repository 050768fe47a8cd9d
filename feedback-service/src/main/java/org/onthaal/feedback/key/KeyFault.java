package org.onthaal.feedback.key;

/// Why a text opens nothing.
public enum KeyFault {
  /// It is no key, or has a typing error: its checksum says so.
  MALFORMED,
  /// No such key was made here.
  UNKNOWN,
  /// Somebody took it back.
  REVOKED,
  /// Its time is over.
  EXPIRED
}
