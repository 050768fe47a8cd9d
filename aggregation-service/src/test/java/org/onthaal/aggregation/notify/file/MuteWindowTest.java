package org.onthaal.aggregation.notify.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.aggregation.notify.MuteWindow;
import org.onthaal.testkit.ReferenceData;

/// Windows as files write them: JSON is YAML.
class MuteWindowTest {
  private static final Pattern LINE =
      Pattern.compile("\"((?:[^\"]|\"\")*)\",([^,]*),[^,]*,([01]),.*");

  @Test
  @EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
  void knownInstantsAreMutedOrNot() throws Exception {
    List<String> lines = Files.readAllLines(ReferenceData.path("kat/mute_windows.csv"));
    assertThat(lines).hasSizeGreaterThan(1);
    for (String line : lines.subList(1, lines.size())) {
      Matcher cells = LINE.matcher(line);
      assertThat(cells.matches()).as(line).isTrue();

      MuteWindow window = window(cells.group(1).replace("\"\"", "\""));

      assertThat(window.contains(Instant.parse(cells.group(2))))
          .as(line)
          .isEqualTo(cells.group(3).equals("1"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // The hour from two to three is left out in spring.
    "2026-03-29T00:59:59Z, false",
    "2026-03-29T01:00:00Z, false",
    // It comes twice in autumn.
    "2026-10-24T23:59:59Z, false",
    "2026-10-25T00:00:00Z, true",
    "2026-10-25T00:59:59Z, true",
    "2026-10-25T01:00:00Z, true",
    "2026-10-25T01:59:59Z, true",
    "2026-10-25T02:00:00Z, false"
  })
  void clockOnTheWallDecidesWhenItIsSet(Instant at, boolean muted) {
    MuteWindow window = window("{\"name\": \"backup\", \"times\": [\"02:00-03:00\"]}");

    assertThat(window.contains(at)).isEqualTo(muted);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-24T22:59:59Z, false",
    "2026-12-24T23:00:00Z, true",
    "2026-12-25T22:59:59Z, true",
    "2026-12-25T23:00:00Z, false"
  })
  void holidayIsMutedFromMidnightToMidnight(Instant at, boolean muted) {
    MuteWindow window = window("{\"name\": \"christmas\", \"dates\": [\"2026-12-25\"]}");

    assertThat(window.contains(at)).isEqualTo(muted);
  }

  @ParameterizedTest
  @CsvSource({
    // Easter Monday, Ascension Day and Whit Monday of four years, from the earliest to the latest.
    "2008, 03-24, 05-01, 05-12",
    "2024, 04-01, 05-09, 05-20",
    "2026, 04-06, 05-14, 05-25",
    "2038, 04-26, 06-03, 06-14"
  })
  void belgianHolidaysAreKnownInEveryYear(int year, String easter, String ascension, String whit) {
    MuteWindow window = window("{\"name\": \"closed\", \"holidays\": [\"belgium\"]}");
    Set<LocalDate> expected = new TreeSet<>();
    for (String day :
        List.of(
            "01-01", easter, "05-01", ascension, whit, "07-21", "08-15", "11-01", "11-11",
            "12-25")) {
      expected.add(LocalDate.parse(year + "-" + day));
    }

    Set<LocalDate> muted =
        LocalDate.of(year, 1, 1)
            .datesUntil(LocalDate.of(year + 1, 1, 1))
            .filter(day -> window.contains(day.atTime(12, 0).toInstant(ZoneOffset.UTC)))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(muted).isEqualTo(expected);
  }

  @Test
  void everyMistakeOfAWindowAndOfItsRoutesIsNamed() {
    RouteFile file =
        RouteFile.parse(
            """
            receivers:
              - {name: am, alertmanager: {urls: "https://am.example.org"}}
            mute-windows:
              - {name: never, zone: Mars/Base}
              - {zone: UTC, weekdays: [someday], times: ["8-9", "18:00-17:00"], dates: [christmas]}
            routes:
              - {receiver: am, mute: elsewhere, group-by: planet, group-interval: 0s, repeat-interval: 1s}
              - {receiver: am, repeat-interval: 1h}
            meta-receiver: am
            """,
            _ -> "none");

    assertThat(file).isInstanceOf(RouteFile.Invalid.class);
    assertThat(((RouteFile.Invalid) file).problems().stream().map(Object::toString))
        .anyMatch(p -> p.contains("mute-windows[0].zone"))
        .anyMatch(p -> p.contains("mute-windows[0].weekdays") && p.contains("for ever"))
        .anyMatch(p -> p.contains("mute-windows[1].name"))
        .anyMatch(p -> p.contains("mute-windows[1].weekdays"))
        .anyMatch(p -> p.contains("mute-windows[1].times"))
        .anyMatch(p -> p.contains("mute-windows[1].dates"))
        .anyMatch(p -> p.contains("routes[0].mute"))
        .anyMatch(p -> p.contains("routes[0].group-by"))
        .anyMatch(p -> p.contains("routes[0].group-interval"))
        .anyMatch(p -> p.contains("routes[0].receiver") && p.contains("by itself"))
        .anyMatch(p -> p.contains("routes[1].repeat-interval"))
        .anyMatch(p -> p.contains("meta-receiver") && p.contains("more than alerts"));
  }

  private static MuteWindow window(String json) {
    String file =
        "receivers: []\nroutes: []\nmute-windows: [%s]"
            .formatted(json.replaceFirst("\\{", "{\"zone\": \"Europe/Brussels\", "));
    RouteFile read = RouteFile.parse(file, _ -> "none");
    assertThat(read).as(file).isInstanceOf(RouteFile.Valid.class);
    return ((RouteFile.Valid) read).table().muteWindows().getFirst();
  }
}
