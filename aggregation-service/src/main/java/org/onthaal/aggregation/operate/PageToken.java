package org.onthaal.aggregation.operate;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.aggregation.alert.AlertQuery.Cursor;

/// Where a page of alerts ended, as text that callers give back unread.
final class PageToken {
  private static final int BYTES = 3 * Long.BYTES;

  /// No alert is newer, and no database keeps much later times.
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private PageToken() {}

  static String of(Cursor cursor) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    // As exact as the database keeps it.
    bytes.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, cursor.pendingAt()));
    bytes.putLong(cursor.id().getMostSignificantBits());
    bytes.putLong(cursor.id().getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  static Optional<Cursor> read(String token) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
      if (bytes.remaining() != BYTES) {
        return Optional.empty();
      }
      Instant at = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
      if (at.isBefore(Instant.EPOCH) || at.isAfter(LAST)) {
        return Optional.empty();
      }
      return Optional.of(new Cursor(at, new UUID(bytes.getLong(), bytes.getLong())));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      return Optional.empty(); // no token of ours
    }
  }
}
