package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.aggregation.drop.NoRatings;
import org.onthaal.aggregation.drop.SeasonalVolume;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.evaluate.Backtest;
import org.onthaal.aggregation.evaluate.PostgresLiveSession;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.rule.RuleFile;
import org.onthaal.aggregation.tail.AdministrationFacts;
import org.onthaal.aggregation.tail.Answer;
import org.onthaal.aggregation.tail.Entry;
import org.onthaal.aggregation.tail.Place;
import org.onthaal.aggregation.tail.RatingFacts;
import org.onthaal.v1.AbsenceSlot;
import org.onthaal.v1.AlertEvent;
import org.onthaal.v1.GetAlertEvidenceRequest;
import org.onthaal.v1.GetAlertEvidenceResponse;
import org.onthaal.v1.NotTold;
import org.onthaal.v1.UsualVolume;

/// Unusual absences through the real fold and a real database under a driven clock.
class AbsenceTimelineIT {
  /// Midnight at the start of a Monday.
  private static final Instant DAY_0 = Instant.parse("2026-01-05T00:00:00Z");

  private static final String RULE =
      """
      rules:
        - {name: quiet, kind: absence, evidence-days: 365, by: [service]}
      """;
  private static final String NOBODY = "routes: []\nreceivers: []\n";
  private static final int OPENS = 8;

  /// Ratings of each opening hour; half as many on a Saturday, none on a Sunday.
  private static final int[] USUAL = {2, 4, 8, 8, 4, 2, 4, 8, 4, 2};

  private static final int CRASHES = 20;

  /// A Monday on which nobody comes any more after 12:00, until 10:30 on Tuesday.
  private static final Instant LAST = at(42, 12);

  private static final Instant AGAIN = at(43, 10);
  private static final Instant END = at(47, 0);

  @TempDir Path folder;

  @Test
  void absenceIsNoticedWithinTheDayButNoNightNorSundayIsOne() throws Exception {
    Map<Instant, Integer> known = known();
    Random random = new Random(7);
    AtomicInteger crashes = new AtomicInteger();
    try (Timeline timeline = new Timeline(getClass(), folder, DAY_0)) {
      timeline.andThen((_, change) -> {
        boolean isJudged = change.at().isAfter(at(35, 8));
        if (isJudged && crashes.get() < CRASHES && random.nextInt(5) == 0) {
          crashes.incrementAndGet();
          throw new IllegalStateException("a crash with everything written and nothing committed");
        }
      });
      timeline.start(RULE, NOBODY);
      timeline.entries(List.of(catalogue()));

      play(timeline, known, LAST);
      assertThat(timeline.transitions()).isEmpty();
      timeline.later(Duration.ofHours(2));
      timeline.stop();
      timeline.start(RULE, NOBODY);
      until(timeline, at(42, 17).plus(Duration.ofMinutes(5)));
      assertThat(timeline.transitions()).containsExactly("FIRED");
      assertThat(timeline.sentences())
          .singleElement()
          .asString()
          .matches(
              "No ratings at parking-permit since 2026-02-16 12:00, for \\d+ h, in which [\\d.]+"
                  + " were to be expected \\(usual: \\d+\\.\\d a day, 2026-01-05 to 2026-02-08\\):"
                  + " so long an absence appears by chance less than once in (\\d+|a million)"
                  + " days\\.");
      play(timeline, known, END);

      assertThat(timeline.transitions()).containsExactly("FIRED", "RESOLVED");
      assertThat(timeline.sentences())
          .singleElement()
          .asString()
          .startsWith(
              "Ratings arrive at parking-permit again; from 2026-02-16 12:00 to 2026-02-17");
      assertThat(crashes).hasValue(CRASHES);
      isWhatTheStatisticsSay(timeline, known);
      canBeComputedAgain(timeline);
    }
  }

  /// Each slot that was judged, against the statistics alone; and the alarm live and in a
  /// back-test.
  private static void isWhatTheStatisticsSay(Timeline timeline, Map<Instant, Integer> known) {
    Map<Instant, Double> expected = new TreeMap<>();
    List<Instant> alarms = new ArrayList<>();
    NoRatings missing = NoRatings.NONE;
    double needed = 0;
    for (Instant start = at(35, 8); start.isBefore(END); start = start.plus(Duration.ofHours(1))) {
      int days = start.isBefore(at(42, 8)) ? 28 : 35;
      SeasonalVolume volume = learnt(known, days);
      needed = NoRatings.needed(volume, 365);
      Slot slot = slot(start, known.getOrDefault(start, 0));
      boolean lasted = missing.lasts(needed);
      missing = missing.next(slot, volume.expected(slot, ZoneOffset.UTC));
      if (slot.openDays() > 0) {
        expected.put(start, missing.expectedSinceLast());
      }
      if (missing.lasts(needed) && !lasted) {
        alarms.add(start.plus(Duration.ofHours(1)));
      }
    }
    Map<Instant, Double> judged = judged(timeline);

    assertThat(judged.keySet()).isEqualTo(expected.keySet());
    expected.forEach((start, sum) ->
        assertThat(judged.get(start)).as(start.toString()).isCloseTo(sum, within(1e-8)));
    assertThat(alarms)
        .singleElement()
        .satisfies(at -> {
          assertThat(at).isBetween(at(42, 14), at(42, 17));
          assertThat(times(timeline, "FIRED")).containsExactly(at);
          assertThat(times(timeline, "RESOLVED")).containsExactly(AGAIN.plus(Duration.ofHours(1)));
        });
    assertThat(backtested(timeline, needed)).isEqualTo(alarms);
  }

  private static SeasonalVolume learnt(Map<Instant, Integer> known, int days) {
    List<Slot> slots = new ArrayList<>();
    known.forEach((start, count) -> {
      if (start.isBefore(at(days, 0))) {
        slots.add(slot(start, count));
      }
    });
    return SeasonalVolume.learn(ZoneOffset.UTC, slots).orElseThrow();
  }

  private static Slot slot(Instant start, int count) {
    boolean isSunday = start.atZone(ZoneOffset.UTC).getDayOfWeek() == DayOfWeek.SUNDAY;
    int hour = start.atZone(ZoneOffset.UTC).getHour();
    boolean isOpen = !isSunday && hour >= OPENS && hour < OPENS + USUAL.length;
    return new Slot(start, isOpen ? 1.0 / USUAL.length : 0, Tally.of(new long[] {count}, 0));
  }

  private static List<Instant> backtested(Timeline timeline, double needed) {
    Backtest backtest =
        new Backtest(
            timeline.store(),
            administrations ->
                timeline
                    .database()
                    .withHandle(
                        handle -> PostgresLiveSession.openingHours(handle, administrations)));
    Backtest.Result.Found found =
        (Backtest.Result.Found)
            backtest.run(
                ((RuleFile.Valid) RuleFile.parse(RULE)).rules(),
                new Backtest.Range(DAY_0, END.plus(Duration.ofDays(90)), ZoneOffset.UTC));
    assertThat(found.absences())
        .singleElement()
        .satisfies(outlook -> {
          assertThat(outlook.falseAlarmsPer30Days()).isCloseTo(30 / 365.0, within(1e-12));
          assertThat(outlook.plan().orElseThrow().ratings()).isCloseTo(needed, within(1e-9));
          assertThat(outlook.plan().orElseThrow().hours()).isBetween(2.0, 3.0);
        });
    return found.rows().stream()
        .map(row -> row.evaluation().evidence().window().end().orElseThrow())
        .toList();
  }

  /// From what the door tells of the alert.
  private static void canBeComputedAgain(Timeline timeline) {
    GetAlertEvidenceResponse told = evidence(timeline);
    UsualVolume volume = told.getVolume();
    double sum = 0;
    for (AbsenceSlot slot : told.getAbsenceSlotsList()) {
      var local = Instant.ofEpochSecond(slot.getStart().getSeconds()).atZone(ZoneOffset.UTC);
      double expected =
          slot.getOpenDays()
              * volume.getRatingsPerDay()
              * volume.getWeekdayFactors(local.getDayOfWeek().getValue() - 1)
              * volume.getHourFactors(local.getHour());
      sum = slot.getRatings() > 0 ? 0 : sum + expected;
      assertThat(slot.getExpected()).isCloseTo(expected, within(1e-12));
      assertThat(slot.getExpectedSinceLast()).isCloseTo(sum, within(1e-9));
      assertThat(slot.getNeeded())
          .isCloseTo(
              volume.getOverdispersion() * Math.log(volume.getRatingsPerDay() * 365), within(1e-9));
    }

    assertThat(told.getAbsenceSlotsList().getFirst().getRatings()).isPositive();
    assertThat(told.getAbsenceSlotsList().getLast().getRatings()).isPositive();
    assertThat(told.getAbsenceSlotsList())
        .filteredOn(slot -> slot.getExpectedSinceLast() >= slot.getNeeded())
        .isNotEmpty();
    assertThat(volume.getFirstDay()).isEqualTo("2026-01-05");
    assertThat(told.getAlert().getEvidence().getExpectedRatings()).isGreaterThan(sum);
  }

  private static GetAlertEvidenceResponse evidence(Timeline timeline) {
    GetAlertEvidenceRequest request =
        GetAlertEvidenceRequest.newBuilder().setId(new Operator(timeline).alert("quiet")).build();
    return Operator.ask(observer -> timeline.alerting().grpc().getAlertEvidence(request, observer));
  }

  @Test
  void streamOfWhichTooLittleIsKnownIsNotReported() throws Exception {
    try (Timeline timeline = new Timeline(getClass(), folder, at(0, 10))) {
      timeline.start(RULE, NOBODY);

      daily(timeline, 0, 20);
      until(timeline, at(30, 10));

      assertThat(timeline.transitions()).isEmpty();
      assertThat(judged(timeline)).isEmpty();
    }
  }

  @Test
  void ratingThatArrivesLateEndsItAndOneThatIsTakenBackDoesNot() throws Exception {
    try (Timeline timeline = new Timeline(getClass(), folder, at(0, 10))) {
      timeline.start(RULE, NOBODY);
      daily(timeline, 0, 42);
      until(timeline, at(42, 13));
      assertThat(timeline.transitions()).containsExactly("FIRED");

      timeline.erased(Duration.ofHours(27), 5).later(Duration.ofHours(2));
      assertThat(timeline.transitions()).containsExactly("FIRED");
      timeline.late(1, 5, Duration.ofHours(20)).later(Duration.ofHours(2));
      assertThat(timeline.transitions()).containsExactly("FIRED", "RESOLVED");
    }
  }

  @Test
  void closedAlertComesBackOnlyAfterRatingsCameAgain() throws Exception {
    try (Timeline timeline = new Timeline(getClass(), folder, at(0, 10))) {
      timeline.start(RULE, NOBODY);
      daily(timeline, 0, 42);
      until(timeline, at(42, 13));
      Operator operator = new Operator(timeline);
      operator.close(operator.alert("quiet"));

      until(timeline, at(43, 13));
      assertThat(timeline.transitions()).containsExactly("FIRED", "CLOSED");
      daily(timeline, 44, 45);
      until(timeline, at(45, 13));
      assertThat(timeline.transitions()).containsExactly("FIRED", "CLOSED", "FIRED");
    }
  }

  @Test
  void inTheMiddleOfADropItHoldsBackTheDropOfWhatLiesInside() throws Exception {
    String rules =
        RULE + "  - {name: drop, kind: drop, target: 4, slot: 15m, by: [service, channel]}\n";
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, at(0, 10))) {
      timeline.start(rules, team.routes());
      daily(timeline, 0, 41);
      // It has begun to fall, and then nobody comes any more.
      timeline.pass(Duration.between(timeline.now(), at(41, 10)));
      timeline.ratings(13, 1).ratings(27, 5);
      until(timeline, at(42, 15));
      team.hears(1);
      assertThat(team.heard()).containsExactly("alert.firing quiet");

      timeline.ratings(40, 1).later(Duration.ofMinutes(20));
      Operator operator = new Operator(timeline);
      AlertEvent held = operator.heldBack(operator.alert("drop")).orElseThrow();
      assertThat(held.getNotToldList())
          .containsExactly(
              NotTold.newBuilder()
                  .setReason("INHIBITED")
                  .setCause(operator.alert("quiet"))
                  .build());
      assertThat(team.heard()).containsExactly("alert.firing quiet");

      timeline.later(Duration.ofMinutes(60));
      team.hears(3);
      assertThat(team.heard())
          .containsExactlyInAnyOrder(
              "alert.firing quiet", "alert.resolved quiet", "alert.firing drop");
    }
  }

  /// Forty good ratings at ten each morning.
  private static void daily(Timeline timeline, int firstDay, int afterDay) {
    for (int day = firstDay; day < afterDay; day++) {
      timeline.pass(Duration.between(timeline.now(), at(day, 10)));
      timeline.ratings(40, 5);
    }
  }

  /// Time passes, and then rules are looked at a few times: each look goes on at most until what is
  /// usual is to be learnt.
  private static void until(Timeline timeline, Instant at) {
    timeline.pass(Duration.between(timeline.now(), at.minus(Duration.ofMinutes(4))));
    for (int look = 0; look < 4; look++) {
      timeline.later(Duration.ofMinutes(1));
    }
  }

  private static Instant at(int day, int hour) {
    return DAY_0.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour));
  }

  private static Map<Instant, Integer> known() {
    Map<Instant, Integer> known = new TreeMap<>();
    for (int day = 0; at(day, 0).isBefore(END); day++) {
      for (int i = 0; i < USUAL.length; i++) {
        Instant start = at(day, OPENS + i);
        DayOfWeek weekday = start.atZone(ZoneOffset.UTC).getDayOfWeek();
        int share = weekday == DayOfWeek.SATURDAY ? 2 : 1;
        boolean isAbsent = !start.isBefore(LAST) && start.isBefore(AGAIN);
        if (weekday != DayOfWeek.SUNDAY && !isAbsent) {
          known.put(start, USUAL[i] / share);
        }
      }
    }
    return known;
  }

  private static void play(Timeline timeline, Map<Instant, Integer> known, Instant until) {
    known.forEach((start, count) -> {
      Instant given = start.plus(Duration.ofMinutes(30));
      if (start.isBefore(until) && timeline.now().isBefore(given)) {
        timeline.pass(Duration.between(timeline.now(), given));
        timeline.entries(entries(given, count));
      }
    });
    timeline.pass(Duration.between(timeline.now(), until)).later(Duration.ofMinutes(5));
  }

  /// Answers to questions of two metrics, and one of each hour that says "don't know".
  private static List<Entry> entries(Instant at, int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Answer answer =
          new Answer(
              i % 2 == 0 ? "core" : "recommend",
              i % 2 == 0 ? Metric.CSAT : Metric.NPS,
              i == 0 ? OptionalInt.empty() : OptionalInt.of(4));
      entries.add(
          new Entry.Submitted(
              new RatingFacts(
                  new Place(Timeline.ADMINISTRATION, Timeline.SERVICE, "desk-1", "KIOSK", "fr"),
                  at,
                  at,
                  false,
                  false,
                  List.of(answer))));
    }
    return entries;
  }

  private static Entry catalogue() {
    List<AdministrationFacts.OpeningHours> hours =
        Arrays.stream(DayOfWeek.values())
            .filter(day -> day != DayOfWeek.SUNDAY)
            .map(day ->
                new AdministrationFacts.OpeningHours(
                    day.getValue(),
                    LocalTime.of(OPENS, 0),
                    Optional.of(LocalTime.of(OPENS + USUAL.length, 0))))
            .toList();
    return new Entry.CatalogueChanged(
        new AdministrationFacts(
            Timeline.ADMINISTRATION,
            ZoneOffset.UTC,
            Map.of(),
            List.of(
                new AdministrationFacts.Service(Timeline.SERVICE, Map.of(), List.of(), hours))));
  }

  private static Map<Instant, Double> judged(Timeline timeline) {
    Map<Instant, Double> judged = new TreeMap<>();
    timeline
        .database()
        .useHandle(handle ->
            handle
                .createQuery("SELECT slot_start, expected_since_last FROM absence_slot")
                .map((row, _) -> {
                  judged.put(
                      row.getTimestamp("slot_start").toInstant(),
                      row.getDouble("expected_since_last"));
                  return row.getRow();
                })
                .list());
    return judged;
  }

  private static List<Instant> times(Timeline timeline, String kind) {
    return timeline
        .database()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT happened_at FROM transition WHERE kind = :kind ORDER BY happened_at")
                .bind("kind", kind)
                .map((row, _) -> row.getTimestamp("happened_at").toInstant())
                .list());
  }
}
