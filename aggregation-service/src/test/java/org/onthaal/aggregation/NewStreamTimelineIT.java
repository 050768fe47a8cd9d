package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A stream is remembered by rules that judge slots in the transaction that counts its first
/// rating.
class NewStreamTimelineIT {
  private static final Instant MORNING = Instant.parse("2026-11-24T09:10:00Z");
  private static final String RULES =
      """
      rules:
        - {name: drop, kind: drop, by: [service]}
        - {name: quiet, kind: absence, evidence-days: 365, by: [service]}
      """;

  @TempDir Path folder;

  @Test
  void firstRatingOfAStreamIsNotLostToACrash() throws Exception {
    AtomicInteger crashes = new AtomicInteger();
    try (Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.andThen((_, change) -> {
        if (!change.touched().isEmpty() && crashes.getAndIncrement() == 0) {
          throw new IllegalStateException("a crash with everything written and nothing committed");
        }
      });
      timeline.start(RULES, "routes: []\nreceivers: []\n");

      timeline.ratings(1, 5);
      timeline.stop();
      timeline.start(RULES, "routes: []\nreceivers: []\n").later(Duration.ofMinutes(1));

      assertThat(crashes).hasValue(2);
      assertThat(remembered(timeline))
          .containsExactly("drop 2026-11-24 09:00:00", "quiet 2026-11-24 09:00:00");
    }
  }

  /// Rules, each with the first slot that it judges.
  private static List<String> remembered(Timeline timeline) {
    return timeline
        .database()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT rule || ' ' || (next_slot AT TIME ZONE 'UTC')
                    FROM (
                      SELECT rule, next_slot FROM drop_state
                      UNION ALL
                      SELECT rule, next_slot FROM absence_state) AS state
                    ORDER BY 1
                    """)
                .mapTo(String.class)
                .list());
  }
}
