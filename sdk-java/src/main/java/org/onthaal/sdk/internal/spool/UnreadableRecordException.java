package org.onthaal.sdk.internal.spool;

import java.io.IOException;

/** The disk gives back other bytes than were written to it. */
final class UnreadableRecordException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableRecordException(String message) {
    super(message);
  }
}
