package org.onthaal.aggregation.notify.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.onthaal.testkit.ReferenceData;

class DedupStageTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  /// A cell, quoted when it holds a comma.
  private static final Pattern CELL = Pattern.compile("(?:\"([^\"]*)\"|([^,]*))(?:,|$)");

  @Test
  @EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
  void groupIsToldAgainAsAlertmanagerTellsIt() throws Exception {
    List<String> lines = Files.readAllLines(ReferenceData.path("kat/notify_dedup.csv"));
    assertThat(lines).hasSizeGreaterThan(1);
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = cells(line);

      boolean isNews =
          DedupStage.isNews(
              last(cells), set(cells.get(4)), set(cells.get(5)), NOW.minus(repeat(cells.get(6))));

      assertThat(isNews).as(line).isEqualTo(cells.get(8).equals("1"));
    }
  }

  private static Optional<DedupStage.Last<String>> last(List<String> cells) {
    if (cells.get(1).isEmpty() && cells.get(2).isEmpty()) {
      return Optional.empty();
    }
    Instant at =
        switch (cells.get(3)) {
          case "epoch" -> Instant.EPOCH;
          case "" -> NOW;
          default -> NOW.plusSeconds(Long.parseLong(cells.get(3)));
        };
    return Optional.of(new DedupStage.Last<>(at, set(cells.get(1)), set(cells.get(2))));
  }

  private static Duration repeat(String seconds) {
    return seconds.isEmpty() ? Duration.ofHours(24) : Duration.ofSeconds(Long.parseLong(seconds));
  }

  private static Set<String> set(String cell) {
    return Arrays.stream(cell.split(";", -1))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  private static List<String> cells(String line) {
    Matcher matcher = CELL.matcher(line);
    return matcher
        .results()
        .map(cell -> Optional.ofNullable(cell.group(1)).orElseGet(() -> cell.group(2)))
        .toList();
  }
}
