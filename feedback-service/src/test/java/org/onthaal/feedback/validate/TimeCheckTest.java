package org.onthaal.feedback.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.feedback.rating.Draft;
import org.onthaal.feedback.rating.Hints;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.rating.Stamp;

/// Every boundary of the rules of time. All rows arrive at noon of 10 March 2026.
class TimeCheckTest {
  private static final Instant RECEIVED = Instant.parse("2026-03-10T12:00:00Z");

  private final TimeCheck times = new TimeCheck(RatingRules.standard());

  @ParameterizedTest(name = "rated {0}, sent {1}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # rated_at,                 sent_at,                    kept,                       flags
          -,                          -,                          2026-03-10T12:00:00Z,       ''
          -,                          2020-01-01T00:00:00Z,       2026-03-10T12:00:00Z,       ''
          2026-03-10T11:00:00Z,       2026-03-10T11:55:00Z,       2026-03-10T11:00:00Z,       ''
          2026-03-10T11:00:00Z,       2026-03-10T11:54:59.999Z,   2026-03-10T11:05:00.001Z,   CLOCK
          2026-03-10T12:04:00Z,       2026-03-10T12:05:00Z,       2026-03-10T12:04:00Z,       ''
          2026-03-10T12:04:00Z,       2026-03-10T12:05:00.001Z,   2026-03-10T11:58:59.999Z,   CLOCK
          2026-03-10T12:05:00Z,       -,                          2026-03-10T12:05:00Z,       ''
          2026-03-10T12:05:00.001Z,   -,                          2026-03-10T12:00:00Z,       CLOCK
          2026-03-10T12:09:00Z,       2026-03-10T12:05:00Z,       2026-03-10T12:00:00Z,       CLOCK
          2026-03-11T12:00:00Z,       -,                          2026-03-10T12:00:00Z,       CLOCK
          2026-03-03T12:00:00Z,       -,                          2026-03-03T12:00:00Z,       ''
          2026-03-03T11:59:59.999Z,   -,                          2026-03-03T11:59:59.999Z,   LATE
          2000-01-01T00:00:00Z,       -,                          2000-01-01T00:00:00Z,       LATE
          1970-01-01T00:00:00Z,       1970-01-01T00:01:00Z,       2026-03-10T11:59:00Z,       CLOCK
          2031-01-01T00:00:00Z,       2031-01-01T00:01:00Z,       2026-03-10T11:59:00Z,       CLOCK
          2026-02-01T00:00:00Z,       2026-03-09T12:00:00Z,       2026-02-02T00:00:00Z,       CLOCK LATE
          """)
  void liveTimeIsKeptCorrectedOrMarked(String rated, String sent, Instant kept, String flags) {
    List<Violation> violations = new ArrayList<>();

    Optional<Stamp> stamp = times.check(draft(rated, sent, Origin.LIVE), RECEIVED, violations);

    assertThat(violations).isEmpty();
    assertThat(stamp.orElseThrow().ratedAt()).isEqualTo(kept);
    assertThat(stamp.orElseThrow().receivedAt()).isEqualTo(RECEIVED);
    assertThat(stamp.orElseThrow().flags().stream().map(Enum::name).sorted())
        .isEqualTo(flags.isEmpty() ? List.of() : List.of(flags.split(" ", -1)));
  }

  @ParameterizedTest(name = "rated {0}, sent {1}, {2}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          1999-12-31T23:59:59.999999999Z, -,                    LIVE
          2026-03-11T12:00:00.000000001Z, -,                    LIVE
          2026-03-10T12:00:00Z,           2000-01-01T00:00:00Z, LIVE
          2000-01-02T00:00:00Z,           2026-03-20T12:00:00Z, LIVE
          1999-12-31T23:59:59.999Z,       -,                    IMPORT
          2026-03-11T12:00:00.001Z,       -,                    IMPORT
          """)
  void timeOutsideTheRangeIsRefusedAfterTheCorrection(String rated, String sent, Origin origin) {
    List<Violation> violations = new ArrayList<>();

    Optional<Stamp> stamp = times.check(draft(rated, sent, origin), RECEIVED, violations);

    assertThat(stamp).isEmpty();
    assertThat(violations).extracting(Violation::reason).containsExactly(Reason.TIME_OUT_OF_RANGE);
    assertThat(violations.getFirst().expected())
        .contains("2000-01-01T00:00:00Z", "2026-03-11T12:00:00Z");
  }

  @Test
  void importIsTakenAsItIs() {
    Draft early = draft("2000-01-01T00:00:00Z", "2026-03-01T00:00:00Z", Origin.IMPORT);
    Draft ahead = draft("2026-03-11T12:00:00Z", null, Origin.IMPORT);

    for (Draft draft : List.of(early, ahead)) {
      Stamp stamp = times.check(draft, RECEIVED, new ArrayList<>()).orElseThrow();
      assertThat(Optional.of(stamp.ratedAt())).isEqualTo(draft.ratedAt());
      assertThat(stamp.flags()).isEmpty();
    }
  }

  private static Draft draft(
      @org.jspecify.annotations.Nullable String rated,
      @org.jspecify.annotations.Nullable String sent,
      Origin origin) {
    return new Draft(
        "",
        Optional.ofNullable(rated).map(Instant::parse),
        Optional.ofNullable(sent).map(Instant::parse),
        "desk",
        Optional.empty(),
        "",
        0,
        List.of(),
        "",
        origin,
        Hints.NONE,
        Map.of());
  }
}
