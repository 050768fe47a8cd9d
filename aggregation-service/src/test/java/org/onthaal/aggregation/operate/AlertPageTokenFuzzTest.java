package org.onthaal.aggregation.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Any token continues where it says, as far as a database can look, or is none.
class AlertPageTokenFuzzTest {
  @FuzzTest
  void tokenIsAPlaceOrNone(byte[] token) {
    PageToken.read(new String(token, StandardCharsets.UTF_8))
        .ifPresent(cursor -> {
          assertThat(PageToken.read(PageToken.of(cursor))).contains(cursor);
          assertThat(cursor.pendingAt())
              .isBetween(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"));
        });
  }
}
