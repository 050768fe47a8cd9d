package org.onthaal.aggregation.evaluate.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.TestSchema;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.Ending;
import org.onthaal.aggregation.alert.KioskSeen;
import org.onthaal.aggregation.alert.KioskSeen.Trouble;
import org.onthaal.aggregation.alert.PostgresAlertStore;
import org.onthaal.aggregation.alert.PostgresAlertTransactions;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.evaluate.kiosk.Kiosk.Heard;
import org.onthaal.aggregation.evaluate.kiosk.Kiosk.Pause;
import org.onthaal.aggregation.rule.RuleFile;
import org.onthaal.aggregation.rule.RuleSet;
import org.onthaal.testkit.TestClock;

/// Kiosks that fall silent and are heard again, by a clock that the test moves, in a real database.
class KioskRoundIT {
  private static final String RULE = "rules: [{name: kiosks, kind: kiosks}]";

  /// A Thursday, 09:12 in Brussels; the counter opens at 09:00.
  private static final String MORNING = "2026-11-26T08:12:00Z";

  private final TestClock clock = TestClock.at(MORNING);
  private final List<String> happened = Collections.synchronizedList(new ArrayList<>());
  private final HikariDataSource pool = TestSchema.pool(KioskRoundIT.class);
  private final PostgresAlertStore alerts = new PostgresAlertStore(pool);

  @BeforeEach
  void open() {
    Jdbi.create(pool)
        .useHandle(handle -> {
          handle.execute("INSERT INTO administration VALUES ('town', 'Europe/Brussels')");
          for (String service : List.of("counter", "always")) {
            handle.execute("INSERT INTO service VALUES ('town', ?)", service);
          }
          handle.execute("INSERT INTO touchpoint VALUES ('desk', 'town', 'counter', false)");
          handle.execute("INSERT INTO touchpoint VALUES ('hall', 'town', 'always', false)");
          for (int weekday = 1; weekday <= 5; weekday++) {
            handle.execute(
                "INSERT INTO opening_hours VALUES ('town', 'counter', ?, '09:00', '16:00')",
                weekday);
          }
        });
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void silentKioskIsToldOnceAndOverWhenItIsHeardForAWhile() {
    KioskRound round = round(RULE);
    Kiosk silent = kiosk("Desk 3", "desk", heard(clock.instant(), 14));

    assertThat(look(round, Duration.ofMinutes(29), silent)).isEmpty();
    assertThat(look(round, Duration.ofMinutes(1), silent)).containsExactly("FIRED");
    assertThat(look(round, Duration.ofHours(3), silent)).isEmpty();

    assertThat(alert().finding().because())
        .isEqualTo(
            "Kiosk “Desk 3” at counter / desk has not been heard since 2026-11-26 09:12;"
                + " 14 presses waited then.");
    assertThat(alert().finding().evidence().kiosk())
        .contains(
            new KioskSeen("Desk 3", Trouble.SILENT, Optional.of(Instant.parse(MORNING)), 14, 0));
    assertThat(alert().subject().stream().key())
        .isEqualTo("administration=town&service=counter&touchpoint=desk");

    Kiosk back = kiosk("Desk 3", "desk", heard(clock.instant(), 0));
    assertThat(look(round, Duration.ofSeconds(30), back)).containsExactly("RECOVERING");
    assertThat(look(round, Duration.ofMinutes(4), back)).isEmpty();
    assertThat(look(round, Duration.ofMinutes(1), back)).containsExactly("RESOLVED");
    assertThat(alert().finding().because())
        .startsWith("Kiosk “Desk 3” at counter / desk works again");
  }

  @Test
  void kioskThatComesAndGoesDoesNotFlap() {
    KioskRound round = round(RULE);
    Kiosk silent = kiosk("Desk 3", "hall", heard(clock.instant(), 0));
    assertThat(look(round, Duration.ofMinutes(30), silent)).containsExactly("FIRED");

    Kiosk back = kiosk("Desk 3", "hall", heard(clock.instant(), 0));
    assertThat(look(round, Duration.ofMinutes(1), back)).containsExactly("RECOVERING");
    assertThat(look(round, Duration.ofMinutes(30), back)).containsExactly("RELAPSED");
  }

  @Test
  void onlyOpeningTimeIsSilenceAndClosingEndsNothing() {
    KioskRound round = round(RULE);
    clock.set(Instant.parse("2026-11-26T14:40:00Z")); // twenty minutes before it closes
    Kiosk silent = kiosk("Desk 3", "desk", heard(clock.instant(), 0));

    assertThat(look(round, Duration.ofHours(12), silent)).isEmpty();
    clock.set(Instant.parse("2026-11-27T08:09:00Z"));
    assertThat(look(round, Duration.ZERO, silent)).isEmpty();
    assertThat(look(round, Duration.ofMinutes(1), silent)).containsExactly("FIRED");
    assertThat(look(round, Duration.ofHours(12), silent)).isEmpty();
    // Sunday
    assertThat(look(round, Duration.ofDays(2), silent)).isEmpty();
  }

  @Test
  void hoursOfItsOwnCountBeforeThoseOfTheService() {
    KioskRound round = round(RULE);
    OpeningHours afternoon =
        new OpeningHours(
            List.of(
                new OpeningHours.Period(
                    DayOfWeek.THURSDAY, LocalTime.of(13, 0), Optional.empty())));
    Kiosk silent =
        new Kiosk(
            "Hall",
            "hall",
            Optional.of(afternoon),
            clock.instant(),
            Optional.of(heard(clock.instant(), 0)));

    assertThat(look(round, Duration.ofHours(4), silent)).isEmpty(); // 13:12
    assertThat(look(round, Duration.ofMinutes(18), silent)).containsExactly("FIRED");
  }

  @Test
  void kioskThatWasLeftIsNotMissed() {
    Kiosk left = kiosk("Hall", "hall", said(clock.instant(), Pause.LEFT));

    assertThat(look(round(RULE), Duration.ofDays(3), left)).isEmpty();
  }

  @Test
  void kioskThatDoesNotComeBackAfterItsNightIsMissed() {
    Kiosk closed = kiosk("Hall", "hall", said(clock.instant(), Pause.CLOSED));

    assertThat(look(round(RULE), Duration.ofDays(3), closed)).containsExactly("FIRED");
  }

  @Test
  void kioskThatWasNeverHeardIsMissedFromItsPairingOn() {
    Kiosk never = new Kiosk("Hall", "hall", Optional.empty(), clock.instant(), Optional.empty());

    assertThat(look(round(RULE), Duration.ofMinutes(30), never)).containsExactly("FIRED");
    assertThat(alert().finding().evidence().kiosk().orElseThrow().heardAt()).isEmpty();
  }

  @Test
  void kioskThatSaysItCannotWorkIsToldAtOnce() {
    for (Pause pause : List.of(Pause.STORAGE_FULL, Pause.UNUSABLE_TOUCHPOINT)) {
      KioskRound round = round(RULE.replace("name: kiosks", "name: " + pause));
      assertThat(look(round, Duration.ZERO, kiosk("Hall", "hall", said(clock.instant(), pause))))
          .as(pause.name())
          .containsExactly("FIRED");
      // The rule is gone, and with it what it told.
      assertThat(look(round("rules: []"), Duration.ZERO)).containsExactly("RESOLVED");
    }
  }

  @Test
  void pressesThatWaitForTooLongAreTold() {
    KioskRound round = round("rules: [{name: kiosks, kind: kiosks, waiting: 10m}]");

    assertThat(look(round, Duration.ZERO, kiosk("Hall", "hall", waiting(Duration.ofMinutes(9)))))
        .isEmpty();
    assertThat(look(round, Duration.ZERO, kiosk("Hall", "hall", waiting(Duration.ofMinutes(10)))))
        .containsExactly("FIRED");
    assertThat(alert().finding().because()).contains("does not get rid of its presses");
  }

  @Test
  void onePlaceIsOneAlertThatTellsOfTheWorstKiosk() {
    KioskRound round = round(RULE);
    Kiosk full = kiosk("A", "hall", said(clock.instant(), Pause.STORAGE_FULL));
    Kiosk silent = kiosk("B", "hall", heard(clock.instant().minus(Duration.ofHours(1)), 2));
    Kiosk well = kiosk("C", "hall", heard(clock.instant(), 0));

    assertThat(look(round, Duration.ZERO, full, silent, well)).containsExactly("FIRED");

    KioskSeen told = alert().finding().evidence().kiosk().orElseThrow();
    assertThat(told.name()).isEqualTo("B");
    assertThat(told.others()).isEqualTo(1);
  }

  @Test
  void ruleOfSomePlacesLooksAtNoOther() {
    KioskRound round = round("rules: [{name: kiosks, kind: kiosks, where: {touchpoint: [desk*]}}]");

    assertThat(look(round, Duration.ofHours(1), kiosk("Hall", "hall", heard(clock.instant(), 0))))
        .isEmpty();
    assertThat(
            look(
                round,
                Duration.ofHours(1),
                kiosk("Nowhere", "of-another-town", heard(clock.instant(), 0))))
        .isEmpty();
  }

  @Test
  void kioskThatIsRevokedEndsItsAlert() {
    KioskRound round = round(RULE);
    Kiosk silent = kiosk("Hall", "hall", heard(clock.instant(), 0));
    assertThat(look(round, Duration.ofHours(1), silent)).containsExactly("FIRED");

    assertThat(look(round, Duration.ofSeconds(1))).containsExactly("RESOLVED");
    assertThat(alert().life().ending()).contains(new Ending.NoLongerWatched());
  }

  @Test
  void severalReplicasTellOnce() throws Exception {
    Kiosk silent = kiosk("Hall", "hall", heard(clock.instant(), 0));
    Instant at = clock.instant().plus(Duration.ofHours(1));
    CountDownLatch together = new CountDownLatch(1);
    try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(
            replicas.submit(() -> {
              together.await();
              return round(RULE).look(List.of(silent), at);
            }));
      }
      together.countDown();
      for (Future<Integer> one : all) {
        assertThat(one.get()).isEqualTo(1);
      }
    }

    List<String> kinds =
        Jdbi.create(pool)
            .withHandle(handle ->
                handle.createQuery("SELECT kind FROM transition").mapTo(String.class).list());
    assertThat(kinds).containsExactly("FIRED");
  }

  private List<String> look(KioskRound round, Duration later, Kiosk... kiosks) {
    clock.advance(later);
    happened.clear();
    round.look(List.of(kiosks), clock.instant());
    return List.copyOf(happened);
  }

  private KioskRound round(String rules) {
    RuleSet read = ((RuleFile.Valid) RuleFile.parse(rules)).rules();
    return new KioskRound(
        read,
        new KioskRound.Parts(
            new PostgresAlertTransactions(pool),
            alerts,
            new PostgresPlaces(),
            (_, _, transition) -> happened.add(transition.kind().name()),
            (_, partition) -> assertThat(partition).isEqualTo(KioskRound.PARTITION)));
  }

  private Alert alert() {
    UUID newest =
        Jdbi.create(pool)
            .withHandle(handle ->
                handle
                    .createQuery("SELECT id FROM alert ORDER BY pending_at DESC LIMIT 1")
                    .mapTo(UUID.class)
                    .one());
    return alerts.list(List.of(newest)).getFirst();
  }

  private Kiosk kiosk(String name, String touchpoint, Heard heard) {
    return new Kiosk(
        name,
        touchpoint,
        Optional.empty(),
        Instant.parse("2026-01-01T00:00:00Z"),
        Optional.of(heard));
  }

  private static Heard heard(Instant at, long waiting) {
    return new Heard(at, waiting, Optional.empty(), Optional.empty());
  }

  private static Heard said(Instant at, Pause pause) {
    return new Heard(at, 0, Optional.empty(), Optional.of(pause));
  }

  private Heard waiting(Duration oldest) {
    return new Heard(clock.instant(), 3, Optional.of(oldest), Optional.empty());
  }
}
