package org.onthaal.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Rating;

class CrowdTest {
  /// A Wednesday, 00:00 in Brussels.
  private static final Instant DAY = Instant.parse("2026-03-10T23:00:00Z");

  private static final String COUNTER = "senne-population-counter";
  private final Script script = Script.load();
  private final Crowd crowd = new Crowd(script, 1);

  @Test
  void anHourIsTheSameEachTime() {
    Instant hour = DAY.plus(Duration.ofHours(10));

    assertThat(said(crowd, hour, Mood::usual))
        .isNotEmpty()
        .isEqualTo(said(new Crowd(script, 1), hour, Mood::usual));
  }

  @Test
  void whoComesDoesNotDependOnTheMood() {
    Instant hour = DAY.plus(Duration.ofHours(10));

    assertThat(said(crowd, hour, (_, _) -> 1))
        .extracting(Rating::getId)
        .containsExactlyElementsOf(
            said(crowd, hour, Mood::usual).stream().map(Rating::getId).toList());
  }

  @Test
  void aDayHasAboutAsManyPeopleAsTheScriptSays() {
    double expected = script.scenes().stream().mapToDouble(Scene::perDay).sum();
    List<Rating> day = day(Mood::usual).toList();

    // Morning counters have an afternoon on Wednesdays.
    assertThat((double) day.size()).isBetween(expected, expected * 1.25);
    assertThat(day).extracting(Rating::getId).doesNotHaveDuplicates();
  }

  @Test
  void nobodyIsAtAClosedCounter() {
    assertThat(day(Mood::usual).filter(rating -> rating.getTouchpoint().equals(COUNTER)))
        .isNotEmpty()
        .allSatisfy(rating -> {
          Instant at = Instant.ofEpochSecond(rating.getRatedAt().getSeconds());
          assertThat(at.atZone(Crowd.ZONE).getHour()).isBetween(8, 15);
        });
  }

  @Test
  void gloomMakesScoresFall() {
    assertThat(satisfied((_, _) -> 0)).isCloseTo(0.88, within(0.04));
    assertThat(satisfied((_, _) -> 1)).isCloseTo(0.10, within(0.04));
  }

  @Test
  void difficultiesAreAskedOfThoseWhoWereNotSatisfied() {
    List<Rating> online =
        day((_, _) -> 0.9)
            .filter(rating -> rating.getChannel() == Channel.WEB)
            .filter(rating -> rating.getTouchpoint().equals(Demo.INCIDENT))
            .toList();

    assertThat(online).anyMatch(rating -> rating.getAnswersCount() > 1);
    assertThat(online)
        .filteredOn(rating -> rating.getAnswers(0).getScore() > 3)
        .isNotEmpty()
        .allMatch(rating -> rating.getAnswersCount() == 1);
  }

  private double satisfied(Mood mood) {
    return day(mood)
        .filter(rating -> rating.getTouchpoint().equals(COUNTER))
        .mapToInt(rating -> rating.getAnswers(0).getScore() >= 4 ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private Stream<Rating> day(Mood mood) {
    return IntStream.range(0, 24)
        .mapToObj(hour -> said(crowd, DAY.plus(Duration.ofHours(hour)), mood))
        .flatMap(List::stream);
  }

  private static List<Rating> said(Crowd crowd, Instant hour, Mood mood) {
    return crowd.within(hour).stream().map(arrival -> crowd.rating(arrival, mood)).toList();
  }
}
