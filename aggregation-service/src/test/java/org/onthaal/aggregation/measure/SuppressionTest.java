package org.onthaal.aggregation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionTest {
  private static final Suppression TEN = new Suppression(10);

  @Test
  @EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
  void hiddenPartsAreThoseOfTheReference() throws IOException {
    for (KnownAnswers.Row row : KnownAnswers.of("suppression.csv", 3)) {
      SequencedMap<String, Long> parts = parts(row.text("children").replace(';', ' '));
      Suppression suppression = new Suppression((int) row.count("n_min"));
      List<String> expected =
          Arrays.stream(row.text("suppressed").split(";", -1))
              .filter(name -> !name.isEmpty())
              .toList();

      assertThat(parts.values().stream().mapToLong(Long::longValue).sum())
          .as(row.line())
          .isEqualTo(row.count("total"));
      assertThat(suppression.hidden(parts, row.count("total_shown") == 1))
          .as(row.line())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "only the small one where no total is shown, web=120 kiosk=9 phone=44, false, kiosk",
    "the next smallest beside a single small one, web=120 kiosk=9 phone=44, true, kiosk phone",
    "two small ones are enough, web=120 kiosk=9 phone=4, true, kiosk phone",
    "the first name of equal ones, web=44 kiosk=9 phone=44, true, kiosk phone",
    "zero is not hidden in its place, web=120 kiosk=9 phone=0, true, kiosk web",
    "zero alone hides nothing, web=120 phone=0, true, ''",
    "nothing else is there to hide, kiosk=9 phone=0, true, kiosk",
    "the limit itself is shown, web=10 kiosk=10, true, ''",
    "no parts, '', true, ''"
  })
  void hiddenIs(String why, String parts, boolean isTotalShown, String expected) {
    assertThat(TEN.hidden(parts(parts), isTotalShown))
        .as(why)
        .containsExactlyInAnyOrderElementsOf(parts(expected).keySet());
  }

  @Test
  void partHiddenForAnotherTotalIsNotLeftAlone() {
    SequencedMap<String, Long> parts = parts("web=120 kiosk=90 phone=44");

    assertThat(TEN.hidden(parts, Set.of("web"), true)).containsExactlyInAnyOrder("web", "phone");
    assertThat(TEN.hidden(parts, Set.of("web", "kiosk"), true))
        .containsExactlyInAnyOrder("web", "kiosk");
    assertThat(TEN.hidden(parts, Set.of("counter"), true)).isEmpty();
  }

  @Test
  void switchedOffNothingIsHidden() {
    assertThat(Suppression.OFF.isOn()).isFalse();
    assertThat(Suppression.OFF.hides(1)).isFalse();
    assertThat(Suppression.OFF.hidden(parts("web=1 kiosk=9"), true)).isEmpty();
  }

  @Test
  void onlyFewAreHidden() {
    assertThat(TEN.isOn()).isTrue();
    assertThat(TEN.hides(0)).isFalse();
    assertThat(TEN.hides(1)).isTrue();
    assertThat(TEN.hides(9)).isTrue();
    assertThat(TEN.hides(10)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-1", "1", "4"})
  void limitThatProtectsNobodyIsRefused(int nMin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Suppression(nMin))
        .withMessageContaining("5 or more");
  }

  /// Whoever knows the total and all shown parts knows a sum of two hidden ones at most.
  @Test
  void noShownTotalTellsAHiddenPart() {
    Random random = new Random(20261126);
    for (int round = 0; round < 5_000; round++) {
      SequencedMap<String, Long> parts = new TreeMap<>();
      for (int part = random.nextInt(6); part >= 0; part--) {
        parts.put("part " + part, random.nextLong(25));
      }
      long total = parts.values().stream().mapToLong(Long::longValue).sum();
      Set<String> hidden = TEN.hidden(parts, !TEN.hides(total));

      assertThat(hidden).as("%s", parts).allMatch(name -> parts.getOrDefault(name, 0L) > 0);
      if (!TEN.hides(total)) {
        assertThat(hidden.size()).as("%s", parts).isNotEqualTo(1);
      }
      parts.forEach((name, n) -> {
        if (TEN.hides(n)) {
          assertThat(hidden).as("%s", parts).contains(name);
        }
      });
    }
  }

  /// `name=count` in name order; a name alone counts 0.
  private static SequencedMap<String, Long> parts(String text) {
    SequencedMap<String, Long> parts = new TreeMap<>();
    for (String part : text.split(" ", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals), Long.valueOf(part.substring(equals + 1)));
      } else if (!part.isEmpty()) {
        parts.put(part, 0L);
      }
    }
    return parts;
  }
}
