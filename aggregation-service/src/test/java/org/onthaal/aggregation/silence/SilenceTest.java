package org.onthaal.aggregation.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.rule.RuleKind;
import org.onthaal.aggregation.rule.Severity;
import org.onthaal.aggregation.rule.Stream;
import org.onthaal.aggregation.rule.Watch.Selection;

class SilenceTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Alert.Subject KIOSK =
      new Alert.Subject(
          "csat-floor",
          RuleKind.THRESHOLD,
          Severity.WARNING,
          new Stream(
              Map.of(
                  Dimension.ADMINISTRATION, "stib",
                  Dimension.SERVICE, "parking-permit",
                  Dimension.CHANNEL, "KIOSK")));

  @Test
  void endIsNoLongerPartOfIt() {
    Silence silence = silence(Optional.empty());

    assertThat(silence.state(NOON.minusMillis(1))).isEqualTo(Silence.State.PENDING);
    assertThat(silence.state(NOON)).isEqualTo(Silence.State.ACTIVE);
    assertThat(silence.state(NOON.plusSeconds(3_599))).isEqualTo(Silence.State.ACTIVE);
    assertThat(silence.state(NOON.plusSeconds(3_600))).isEqualTo(Silence.State.EXPIRED);
  }

  @Test
  void oneThatIsEndedBeforeItBeginsIsNeverActive() {
    Silence silence =
        silence(Optional.of(new Silence.Ended(NOON.minusSeconds(9), Optional.empty())));

    assertThat(silence.state(NOON.minusSeconds(10))).isEqualTo(Silence.State.PENDING);
    assertThat(silence.state(NOON.minusSeconds(9))).isEqualTo(Silence.State.EXPIRED);
    assertThat(silence.state(NOON)).isEqualTo(Silence.State.EXPIRED);
  }

  @Test
  void oneWithoutLengthIsABug() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Silence.Times(NOON, NOON));
  }

  @Test
  void everythingThatIsGivenMustMatch() {
    assertThat(matches(List.of("csat-*"), List.of(), Map.of())).isTrue();
    assertThat(matches(List.of("nps-*"), List.of(), Map.of())).isFalse();
    assertThat(matches(List.of(), List.of(Severity.CRITICAL), Map.of())).isFalse();
    assertThat(
            matches(
                List.of(),
                List.of(Severity.WARNING),
                Map.of(Dimension.CHANNEL, List.of("WEB", "KIOSK"))))
        .isTrue();
    assertThat(
            matches(
                List.of("csat-floor"),
                List.of(),
                Map.of(Dimension.SERVICE, List.of("parking-*"), Dimension.CHANNEL, List.of("WEB"))))
        .isFalse();
  }

  @Test
  void keyThatTheAlertDoesNotTellApartMatchesOnlyAnything() {
    assertThat(matches(List.of(), List.of(), Map.of(Dimension.TOUCHPOINT, List.of("desk-1"))))
        .isFalse();
    assertThat(matches(List.of(), List.of(), Map.of(Dimension.TOUCHPOINT, List.of("*")))).isTrue();
  }

  private static boolean matches(
      List<String> rules, List<Severity> severities, Map<Dimension, List<String>> where) {
    return new Matchers(rules, severities, new Selection(where)).matches(KIOSK);
  }

  private static Silence silence(Optional<Silence.Ended> ended) {
    return new Silence(
        new UUID(1, 2),
        new Matchers(List.of("*"), List.of(), Selection.ALL),
        new Silence.Times(NOON, NOON.plusSeconds(3_600)),
        new Silence.Asked("Anna", "works", NOON.minusSeconds(60)),
        false,
        ended);
  }
}
