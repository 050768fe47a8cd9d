package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.aggregation.drop.DropDetector;
import org.onthaal.aggregation.drop.DropEvidence;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.Points;
import org.onthaal.aggregation.drop.Reference;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.drop.Seen;
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
import org.onthaal.testkit.ReferenceData;
import org.onthaal.v1.DropSlot;
import org.onthaal.v1.GetAlertEvidenceRequest;
import org.onthaal.v1.GetAlertEvidenceResponse;

/// Drop rules through the real fold and a real database, hour by hour under a driven clock.
class DropTimelineIT {
  /// Midnight at the start of a Monday.
  private static final Instant DAY_0 = Instant.parse("2026-01-05T00:00:00Z");

  private static final int LEARNING_DAYS = 28;
  private static final int DAYS = 178;
  private static final int OPENS = 8;
  private static final int CLOSES = 18;
  private static final int CRASHES = 20;
  @TempDir Path folder;

  /// One hour of a known stream.
  private record Hour(int day, int hour) implements Comparable<Hour> {
    Instant start() {
      return DAY_0.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour));
    }

    String name() {
      return "%d:%02d".formatted(day, hour);
    }

    @Override
    public int compareTo(Hour other) {
      return start().compareTo(other.start());
    }
  }

  @ParameterizedTest
  @CsvSource({"P003, csat"})
  void knownStreamGivesTheKnownAlarmsThoughTheFoldCrashes(String stream, String metric)
      throws Exception {
    Map<Hour, Tally> known = stream(stream);
    Random random = new Random(stream.hashCode());
    AtomicInteger crashes = new AtomicInteger();
    try (Timeline timeline = new Timeline(getClass(), folder, DAY_0)) {
      timeline.andThen((_, change) -> {
        boolean isMonitored = change.at().isAfter(DAY_0.plus(Duration.ofDays(LEARNING_DAYS)));
        if (isMonitored && crashes.get() < CRASHES && random.nextInt(40) == 0) {
          crashes.incrementAndGet();
          throw new IllegalStateException("a crash with everything written and nothing committed");
        }
      });
      String rule =
          """
          rules:
            - name: drop
              kind: drop
              measure: %s
              baseline: {from: 2026-01-05, to: 2026-02-02}
              recovery: off
              by: [service]
          """
              .formatted(metric.equals("csat") ? "csat" : "mean");
      timeline.start(rule, "routes: []\nreceivers: []\n");
      timeline.entries(List.of(catalogue()));

      play(timeline, known, rule);
      Instant end = DAY_0.plus(Duration.ofDays(DAYS));
      timeline.later(Duration.between(timeline.now(), end));

      Map<Hour, Double> evidence = evidence(timeline);
      Map<Hour, Double> expected = expected(known, points(metric));
      assertThat(evidence.keySet()).isEqualTo(expected.keySet());
      expected.forEach((hour, days) ->
          assertThat(Math.log(evidence.getOrDefault(hour, Double.NaN)))
              .as(hour.name())
              .isEqualTo(Math.log(days), within(1e-8)));
      assertThat(alarms(evidence)).isEqualTo(knownAlarms(stream, metric));
      assertThat(crashes).hasValue(CRASHES);
      assertThat(timeline.transitions()).contains("FIRED", "RESOLVED");
      assertThat(backtested(timeline, rule, end)).isEqualTo(knownAlarms(stream, metric));
    }
  }

  private static String backtested(Timeline timeline, String rule, Instant end) {
    Backtest backtest =
        new Backtest(
            timeline.store(),
            administrations ->
                timeline
                    .database()
                    .withHandle(
                        handle -> PostgresLiveSession.openingHours(handle, administrations)));
    Instant from = DAY_0.plus(Duration.ofDays(LEARNING_DAYS));
    Backtest.Result.Found found =
        (Backtest.Result.Found)
            backtest.run(
                ((RuleFile.Valid) RuleFile.parse(rule)).rules(),
                new Backtest.Range(from, end, ZoneOffset.UTC));
    assertThat(found.outlooks())
        .singleElement()
        .satisfies(outlook -> {
          assertThat(outlook.falseAlarmsPer30Days()).isCloseTo(30 / 365.0, within(1e-12));
          assertThat(outlook.plans()).hasSize(3);
        });
    return found.rows().stream()
        .map(row -> row.evaluation().evidence().window().end().orElseThrow())
        .map(closed -> closed.minus(Duration.ofHours(1)))
        .map(slot -> {
          int day = Math.toIntExact(Duration.between(DAY_0, slot).toDays());
          return new Hour(day, slot.atZone(ZoneOffset.UTC).getHour()).name();
        })
        .collect(Collectors.joining(";"));
  }

  @Test
  void dropAgainstTheStreamsOwnPastIsToldInPlainWordsAndItsEndToo() throws Exception {
    try (Timeline timeline = new Timeline(getClass(), folder, DAY_0)) {
      timeline.start(
          """
          rules:
            - name: drop
              kind: drop
              by: [service]
          """,
          "routes: []\nreceivers: []\n");
      timeline.entries(List.of(catalogue()));

      play(timeline, mixed(0, 40, 4, 16), "");
      assertThat(timeline.transitions()).isEmpty();
      play(timeline, mixed(40, 44, 12, 8), "");
      assertThat(timeline.transitions()).contains("FIRED").doesNotContain("RESOLVED");
      assertThat(timeline.sentences())
          .last()
          .asString()
          .matches(
              "Satisfaction at parking-permit is .* % \\(95 % CI .*\\), against usual 80\\.0 % "
                  + "\\(.* ratings, 2026-.*\\): .*by chance less than once in (\\d+|a million) days\\.");
      canBeComputedAgain(timeline);
      play(timeline, mixed(44, 60, 4, 16), "");
      assertThat(timeline.transitions()).endsWith("RESOLVED");
      HandComputed.drop(told(timeline));
    }
  }

  @Test
  void baselineIsLearntAnewEachWeekButNothingFromADropNorDuringOne() throws Exception {
    try (Timeline timeline = new Timeline(getClass(), folder, DAY_0)) {
      timeline.start(
          "rules: [{name: drop, kind: drop, measure: csat, by: [service]}]",
          "routes: []\nreceivers: []\n");
      timeline.entries(List.of(catalogue()));

      play(timeline, mixed(0, 47, 4, 16), "");
      // Longer than an alert's window, which shows the newest week only.
      play(timeline, mixed(47, 61, 12, 8), "");
      play(timeline, mixed(61, 84, 4, 16), "");

      assertThat(timeline.transitions()).contains("FIRED").endsWith("RESOLVED");
      assertThat(learntDays(timeline))
          .startsWith(35, 42)
          .doesNotContain(49, 56)
          .hasSizeGreaterThan(3);
      assertThat(means(timeline)).allSatisfy(mean -> assertThat(mean).isBetween(0.78, 0.81));
    }
  }

  private static List<Integer> learntDays(Timeline timeline) {
    return timeline
        .database()
        .withHandle(handle ->
            handle
                .createQuery("SELECT learnt_at FROM drop_baseline ORDER BY learnt_at")
                .map((row, _) ->
                    Math.toIntExact(
                        Duration.between(DAY_0, row.getTimestamp("learnt_at").toInstant())
                            .toDays()))
                .list());
  }

  private static List<Double> means(Timeline timeline) {
    return timeline
        .database()
        .withHandle(handle ->
            handle
                .createQuery("SELECT mean FROM drop_baseline ORDER BY learnt_at")
                .mapTo(Double.class)
                .list());
  }

  @Test
  void zoneOfHalfHoursLearnsNothingAndStopsNothing() throws Exception {
    try (Timeline timeline = new Timeline(getClass(), folder, new Hour(0, 8).start())) {
      timeline.start(
          """
          rules:
            - name: drop
              kind: drop
              by: [service]
            - name: level
              kind: drop
              target: 4
              by: [service]
          """,
          "routes: []\nreceivers: []\n");
      timeline.entries(List.of(catalogue(ZoneId.of("Asia/Kolkata")))).ratings(3, 5);
      timeline.later(Duration.ofHours(26));

      assertThat(rules(timeline)).containsExactly("level");
    }
  }

  /// With slots that were judged.
  private static List<String> rules(Timeline timeline) {
    return timeline
        .database()
        .withHandle(handle ->
            handle
                .createQuery("SELECT DISTINCT rule FROM drop_slot ORDER BY rule")
                .mapTo(String.class)
                .list());
  }

  /// From what the door tells of the alert: the slot of the alarm after the slot before it.
  private static void canBeComputedAgain(Timeline timeline) {
    GetAlertEvidenceResponse told = told(timeline);
    List<DropSlot> slots = told.getSlotsList();
    int alarm = 0;
    while (slots.get(alarm).getEvidenceDays() < 365) {
      alarm++;
    }
    List<DropEvidence.Bet> bets =
        slots.get(alarm - 1).getEvidenceList().stream()
            .map(days -> new DropEvidence.Bet(days, 0, Instant.EPOCH))
            .toList();
    DropSlot slot = slots.get(alarm);
    Reference reference =
        new Reference(
            Points.valueOf(told.getBaseline().getPoints()),
            slot.getReference(),
            0,
            told.getBaseline().getVariance(),
            told.getBaseline().getOverdispersion());
    Tally counts =
        Tally.of(slot.getCountsList().stream().mapToLong(Integer::longValue).toArray(), 0);

    DropEvidence again =
        new DropEvidence(bets).next(new Slot(Instant.EPOCH, slot.getOpenDays(), counts), reference);

    assertThat(again.days()).isCloseTo(slot.getEvidenceDays(), withinPercentage(1e-9));
    assertThat(told.getBaseline().getFirstDay()).isEqualTo("2026-01-05");
    assertThat(told.getAlert().getBecause()).contains("parking-permit");
  }

  private static GetAlertEvidenceResponse told(Timeline timeline) {
    GetAlertEvidenceRequest request =
        GetAlertEvidenceRequest.newBuilder().setId(new Operator(timeline).alert("drop")).build();
    return Operator.ask(observer -> timeline.alerting().grpc().getAlertEvidence(request, observer));
  }

  @Test
  void lateRatingsBelongToTheSlotInWhichTheyArrive() throws Exception {
    try (Timeline timeline = new Timeline(getClass(), folder, new Hour(0, 8).start())) {
      timeline.start(
          """
          rules:
            - name: drop
              kind: drop
              target: 4
              by: [service]
          """,
          "routes: []\nreceivers: []\n");
      timeline.entries(List.of(catalogue())).ratings(3, 5);
      timeline.later(Duration.ofMinutes(70));
      timeline.late(2, 1, Duration.ofHours(1));
      timeline.erased(Duration.ofHours(1), 5);
      timeline.later(Duration.ofHours(2));

      assertThat(counts(timeline)).startsWith("{0,0,0,0,0,3,", "{0,2,0,0,0,0,", "{0,0,0,0,0,0,");
    }
  }

  private static List<String> counts(Timeline timeline) {
    return timeline
        .database()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT left(counts::text, 13) FROM drop_slot ORDER BY slot_start LIMIT 3")
                .mapTo(String.class)
                .list());
  }

  /// Twenty ratings in each hour of some days, some of them bad, the others good.
  private static Map<Hour, Tally> mixed(int firstDay, int afterDay, int bad, int good) {
    Map<Hour, Tally> hours = new TreeMap<>();
    for (int day = firstDay; day < afterDay; day++) {
      for (int hour = OPENS; hour < CLOSES; hour++) {
        hours.put(new Hour(day, hour), Tally.of(Metric.CSAT, bad, 0, 0, 0, good));
      }
    }
    return hours;
  }

  /// Every tenth day the service is stopped and started again.
  private static void play(Timeline timeline, Map<Hour, Tally> known, String rule)
      throws Exception {
    int day = 0;
    for (Map.Entry<Hour, Tally> hour : known.entrySet()) {
      Instant at = hour.getKey().start().plus(Duration.ofMinutes(30));
      timeline.pass(Duration.between(timeline.now(), at));
      timeline.entries(entries(at, hour.getValue()));
      if (!rule.isEmpty() && hour.getKey().day() >= day + 10) {
        day = hour.getKey().day();
        timeline.stop();
        timeline.start(rule, "routes: []\nreceivers: []\n");
      }
    }
    timeline.later(Duration.ofHours(1));
  }

  private static List<Entry> entries(Instant at, Tally tally) {
    List<Entry> entries = new ArrayList<>();
    for (int score = 1; score <= 5; score++) {
      RatingFacts facts =
          new RatingFacts(
              new Place(Timeline.ADMINISTRATION, Timeline.SERVICE, "desk-1", "KIOSK", "fr"),
              at,
              at,
              false,
              false,
              List.of(new Answer("core", Metric.CSAT, OptionalInt.of(score))));
      entries.addAll(
          Collections.nCopies(Math.toIntExact(tally.count(score)), new Entry.Submitted(facts)));
    }
    return entries;
  }

  private static Entry catalogue() {
    return catalogue(ZoneOffset.UTC);
  }

  private static Entry catalogue(ZoneId zone) {
    List<AdministrationFacts.OpeningHours> hours =
        Arrays.stream(DayOfWeek.values())
            .map(day ->
                new AdministrationFacts.OpeningHours(
                    day.getValue(), LocalTime.of(OPENS, 0), Optional.of(LocalTime.of(CLOSES, 0))))
            .toList();
    return new Entry.CatalogueChanged(
        new AdministrationFacts(
            Timeline.ADMINISTRATION,
            zone,
            Map.of(),
            List.of(
                new AdministrationFacts.Service(Timeline.SERVICE, Map.of(), List.of(), hours))));
  }

  private static Points points(String metric) {
    return metric.equals("csat") ? Points.SATISFIED : Points.SCORE;
  }

  /// The same hours through the detector alone.
  private static Map<Hour, Double> expected(Map<Hour, Tally> known, Points points) {
    List<Slot> learning = new ArrayList<>();
    known.forEach((hour, tally) -> {
      if (hour.day() < LEARNING_DAYS) {
        learning.add(new Slot(hour.start(), 0.1, tally));
      }
    });
    SeasonalBaseline baseline =
        SeasonalBaseline.learn(points, ZoneOffset.UTC, learning, 1).orElseThrow();
    DropDetector detector = new DropDetector(365, false);
    DropState state = DropState.start();
    Map<Hour, Double> expected = new TreeMap<>();
    for (int day = LEARNING_DAYS; day < DAYS; day++) {
      for (int hour = OPENS; hour < CLOSES; hour++) {
        Hour at = new Hour(day, hour);
        Slot slot = new Slot(at.start(), 0.1, known.getOrDefault(at, Tally.EMPTY));
        DropDetector.Step step = detector.next(state, slot, baseline.at(at.start()));
        state = step.state();
        expected.put(at, days(step.seen()));
      }
    }
    return expected;
  }

  private static double days(Seen seen) {
    return switch (seen) {
      case Seen.Inactive(double days) -> days;
      case Seen.Unusual(var drop) -> drop.evidenceDays();
      case Seen.Fired(var drop) -> drop.evidenceDays();
      default -> throw new IllegalArgumentException(seen + " (expected: no recovery)");
    };
  }

  private static Map<Hour, Double> evidence(Timeline timeline) {
    Map<Hour, Double> evidence = new TreeMap<>();
    timeline
        .database()
        .useHandle(handle ->
            handle
                .createQuery("SELECT slot_start, open_days, evidence_days FROM drop_slot")
                .map((row, _) -> {
                  Instant start = row.getTimestamp("slot_start").toInstant();
                  int day = Math.toIntExact(Duration.between(DAY_0, start).toDays());
                  if (row.getDouble("open_days") > 0) {
                    evidence.put(
                        new Hour(day, start.atZone(ZoneOffset.UTC).getHour()),
                        row.getDouble("evidence_days"));
                  }
                  return day;
                })
                .list());
    return evidence;
  }

  private static String alarms(Map<Hour, Double> evidence) {
    List<String> alarms = new ArrayList<>();
    evidence.forEach((hour, days) -> {
      if (days >= 365) {
        alarms.add(hour.name());
      }
    });
    return String.join(";", alarms);
  }

  private static String knownAlarms(String stream, String metric) throws IOException {
    return Files.readAllLines(ReferenceData.path("kat/streams_expected.csv")).stream()
        .map(line -> line.split(",", -1))
        .filter(cells -> cells[0].equals(stream) && cells[1].equals(metric))
        .map(cells -> cells[11])
        .findFirst()
        .orElseThrow();
  }

  private static Map<Hour, Tally> stream(String name) throws IOException {
    Map<Hour, Tally> hours = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(ReferenceData.path("kat/streams.csv.gz"))),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .map(line -> line.split(",", -1))
          .filter(cells -> cells[0].equals(name))
          .forEach(cells ->
              hours.put(
                  new Hour(Integer.parseInt(cells[1]), Integer.parseInt(cells[3])),
                  Tally.of(
                      Metric.CSAT,
                      Arrays.stream(cells, 4, 9).mapToLong(Long::parseLong).toArray())));
    }
    return hours;
  }
}
