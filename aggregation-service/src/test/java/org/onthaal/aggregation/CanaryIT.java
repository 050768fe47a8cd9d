package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.aggregation.canary.CanarySettings;
import org.onthaal.aggregation.heartbeat.HeartbeatLimits;
import org.onthaal.aggregation.tail.AdministrationFacts;
import org.onthaal.aggregation.tail.Entry;
import org.onthaal.aggregation.tail.FeedbackDoor;

/// The canary through the real fold, detector and outbox, night by night under a driven clock.
class CanaryIT {
  /// A minute before three o'clock in Brussels.
  private static final Instant BEFORE = Instant.parse("2026-11-24T01:59:00Z");

  private static final Duration WITHIN = Duration.ofMinutes(15);

  /// Rules that would tell everybody of the canary if they saw it.
  private static final String RULES =
      """
      rules:
        - {name: low, kind: threshold, below: 95, window: {sliding: 30m}, minimum-n: 20, by: [channel]}
        - {name: fallen, kind: drop, measure: csat, target: 95, slot: 5m, by: [touchpoint]}
      """;

  @TempDir Path folder;
  private final Team team = new Team();
  private final AtomicBoolean isStuck = new AtomicBoolean();
  private Timeline timeline;
  private CanaryDoor door;

  @BeforeEach
  void open() throws Exception {
    timeline = new Timeline(CanaryIT.class, folder, BEFORE);
    timeline.append(
        List.of(
            new Entry.CatalogueChanged(
                new AdministrationFacts(
                    CanaryDoor.ADMINISTRATION,
                    ZoneId.of("Europe/Brussels"),
                    Map.of(),
                    List.of()))));
    timeline.andThen((_, _) -> {
      if (isStuck.get()) {
        throw new IllegalStateException("evaluation is stopped by the test");
      }
    });
    door = new CanaryDoor(timeline);
  }

  @AfterEach
  void close() {
    door.close();
    timeline.close();
    team.close();
  }

  @Test
  void alertOfEachNightComesBackAndNobodyElseHearsOfIt() throws Exception {
    firstNight();
    nextNight();
    sent(2);
    timeline.later(Duration.ofMinutes(4));
    arrived(2);

    assertThat(column("due_at"))
        .containsExactly("2026-11-24 02:00:00+00", "2026-11-25 02:00:00+00");
    assertThat(door.taken()).hasSize(400);
    assertThat(rules()).containsOnly("onthaal:canary");
    assertThat(timeline.transitions()).startsWith("FIRED", "RESOLVED", "FIRED");
    timeline.later(WITHIN.plusMinutes(10));
    assertThat(team.bodies()).isEmpty();
    assertThat(column("missed_at")).containsOnlyNulls();
  }

  @Test
  void silenceOfEverythingDoesNotSilenceTheCanary() throws Exception {
    start();
    timeline
        .database()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO silence (id, rules, severities, administrations, services, channels, touchpoints, languages,
                                     starts_at, ends_at, author, comment, end_when_resolved, created_at)
                VALUES (gen_random_uuid(), '{*}', '{}', '{}', '{}', '{}', '{}', '{}',
                        '2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z', 'a', 'b', false, '2026-11-24T00:00:00Z')
                """));
    timeline.later(Duration.ofMinutes(1));
    sent(1);
    timeline.later(Duration.ofMinutes(4));

    arrived(1);
  }

  @Test
  void evaluationThatStandsStillIsToldOnceWithTheReason() throws Exception {
    firstNight();
    nextNight();
    isStuck.set(true);
    sent(2);
    timeline.pass(WITHIN.plusMinutes(1));

    soon("the meta-alert").until(() -> !team.bodies().isEmpty());
    isStuck.set(false);
    timeline.later(Duration.ofMinutes(5));
    arrived(2);

    assertThat(team.bodies())
        .singleElement()
        .satisfies(news ->
            assertThat(news)
                .contains("\"canary.missed\"", "\"due\":\"2026-11-25T02:00:00Z\"")
                .contains("the intake took the ratings at", "no alert was raised")
                .containsPattern("evaluation is 9\\d\\d s behind"));
    assertThat(column("missed_at").getFirst()).isNull();
    assertThat(column("missed_at").getLast()).isNotNull();
  }

  @Test
  void intakeThatRefusesIsToldOnceWithItsReason() throws Exception {
    door.is(CanaryDoor.Mood.REFUSES);
    start().later(Duration.ofMinutes(1));
    soon("a refusal").until(() -> door.calls() > 0);
    soon("the reason").until(() -> column("trouble").getFirst() != null);
    timeline.later(WITHIN);

    soon("the meta-alert").until(() -> !team.bodies().isEmpty());
    timeline.later(Duration.ofMinutes(30));

    assertThat(team.bodies())
        .singleElement()
        .satisfies(
            news -> assertThat(news).contains("\"canary.missed\"", "TOUCHPOINT_UNKNOWN", "15 min"));
    assertThat(column("sent_at")).containsOnlyNulls();
  }

  @Test
  void intakeThatCannotBeReachedIsToldWithItsReason() throws Exception {
    door.close();
    start().later(Duration.ofMinutes(1));
    soon("the reason")
        .until(() -> !column("trouble").isEmpty() && column("trouble").getFirst() != null);
    timeline.later(WITHIN);

    soon("the meta-alert").until(() -> !team.bodies().isEmpty());

    assertThat(team.bodies())
        .singleElement()
        .satisfies(news -> assertThat(news).contains("did not take the ratings: UNAVAILABLE"));
  }

  @Test
  void intakeThatIsThereAgainInTimeMakesTheNight() throws Exception {
    door.is(CanaryDoor.Mood.REFUSES);
    start().later(Duration.ofMinutes(1));
    soon("a refusal").until(() -> door.calls() > 0);

    door.is(CanaryDoor.Mood.TAKES);
    timeline.later(Duration.ofMinutes(1));
    sent(1);
    timeline.later(Duration.ofMinutes(4));

    arrived(1);
    assertThat(team.bodies()).isEmpty();
  }

  @Test
  void runGoesOnAfterACrashAndCountsNothingTwice() throws Exception {
    firstNight();
    door.is(CanaryDoor.Mood.TAKES_AND_LOSES_ITS_ANSWER);
    nextNight();
    soon("the ratings").until(() -> door.taken().size() == 400);
    timeline.stop();

    door.is(CanaryDoor.Mood.TAKES);
    start().later(Duration.ofSeconds(10));
    sent(2);
    timeline.stop();
    start().later(Duration.ofMinutes(4));
    arrived(2);

    assertThat(door.calls()).isGreaterThanOrEqualTo(3);
    assertThat(door.taken()).hasSize(400);
    assertThat(judged()).isEqualTo(400);
    assertThat(team.bodies()).isEmpty();
  }

  @Test
  void twoReplicasMakeOneNightAndOneMetaAlert() throws Exception {
    start();
    try (AutoCloseable _ = timeline.replica()) {
      timeline.later(Duration.ofMinutes(1));
      sent(1);
      timeline.later(Duration.ofMinutes(4));
      arrived(1);
      assertThat(door.taken()).hasSize(200);

      door.is(CanaryDoor.Mood.REFUSES);
      nextNight();
      soon("the second night").until(() -> column("due_at").size() == 2);
      timeline.later(WITHIN);
      soon("the meta-alert").until(() -> !team.bodies().isEmpty());
      timeline.later(Duration.ofMinutes(30));

      await("nothing more to come")
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(10))
          .until(() -> team.bodies().size() == 1);
      assertThat(column("due_at")).hasSize(2);
    }
  }

  @Test
  void nightOnWhichNothingRanIsMissed() throws Exception {
    firstNight();
    timeline.stop();

    timeline.pass(Duration.ofHours(26));
    start();
    soon("the meta-alert").until(() -> !team.bodies().isEmpty());

    assertThat(team.bodies())
        .singleElement()
        .satisfies(news ->
            assertThat(news).contains("2026-11-25T02:00:00Z", "no aggregation-service was there"));
  }

  @Test
  void whoSwitchesItOnAtNoonMissedNothing() throws Exception {
    timeline.pass(Duration.ofHours(10));
    start().later(Duration.ofMinutes(1));

    await("no night").during(Duration.ofSeconds(3)).until(() -> column("due_at").isEmpty());
  }

  /// On a busy machine, too.
  private static ConditionFactory soon(String what) {
    return await(what).atMost(Duration.ofSeconds(60));
  }

  private Timeline start() throws Exception {
    CanarySettings canary =
        new CanarySettings(
            new FeedbackDoor(door.target(), ""),
            CanaryDoor.TOUCHPOINT,
            LocalTime.of(3, 0),
            ZoneId.of("Europe/Brussels"),
            WITHIN,
            200,
            Duration.ofMinutes(1));
    return timeline.start(
        RULES,
        "meta-receiver: team\n" + team.routes(),
        new WatchdogSettings(canary, HeartbeatLimits.DEFAULT));
  }

  private void firstNight() throws Exception {
    start().later(Duration.ofMinutes(1));
    sent(1);
    timeline.later(Duration.ofMinutes(4));
    arrived(1);
  }

  /// From four past three to three o'clock, slowly enough at the end for all slots to be judged.
  private void nextNight() {
    timeline.later(Duration.ofHours(23).plusMinutes(50));
    for (int i = 0; i < 12; i++) {
      timeline.later(Duration.ofSeconds(30));
    }
  }

  private void sent(int nights) {
    soon(nights + " nights to be sent").until(() -> times("sent_at") == nights);
    // The fold has the ratings before time goes on.
    if (!isStuck.get()) {
      timeline.later(Duration.ofMillis(1));
    }
  }

  private void arrived(int nights) {
    soon(nights + " alerts to be back").until(() -> times("arrived_at") == nights);
  }

  /// Ratings that slots were judged on.
  private long judged() {
    return timeline
        .database()
        .withHandle(handle ->
            handle
                .createQuery("SELECT sum(counts[2] + counts[6]) FROM drop_slot")
                .mapTo(Long.class)
                .one());
  }

  private long times(String column) {
    return column(column).stream().filter(time -> time != null).count();
  }

  private List<String> column(String column) {
    return timeline
        .database()
        .withHandle(handle ->
            handle
                .createQuery("SELECT " + column + " FROM canary_run ORDER BY due_at")
                .mapTo(String.class)
                .list());
  }

  private List<String> rules() {
    return timeline
        .database()
        .withHandle(handle ->
            handle.createQuery("SELECT DISTINCT rule FROM alert").mapTo(String.class).list());
  }
}
