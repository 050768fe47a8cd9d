package org.onthaal.feedback.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.feedback.privacy.KeyCodes;
import org.onthaal.feedback.privacy.Secret;
import org.onthaal.testkit.TestClock;
import org.onthaal.testkit.TestPostgres;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresKeysIT {
  private static final String SENNE = "commune-de-la-senne";
  private static final Instant NOW = Instant.parse("2026-11-27T23:59:00Z");

  private final PGSimpleDataSource database = new PGSimpleDataSource();
  private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor();
  private final TestClock clock = new TestClock(NOW);
  private final SecureRandom random = new SecureRandom();

  @BeforeEach
  void migrate() {
    database.setUrl(TestPostgres.database(PostgresKeysIT.class));
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration/feedback")
        .load()
        .migrate();
    Jdbi.create(database)
        .useHandle(handle ->
            handle.execute(
                "INSERT INTO administration (code, zone, names) VALUES (?, 'Europe/Brussels', '{}')",
                SENNE));
  }

  @AfterEach
  void stop() {
    refresher.shutdownNow();
  }

  @Test
  void keyThatWasMadeOpensHereAndElsewhereAndAfterARestart() {
    PostgresKeys here = open(0, Duration.ofHours(1));
    PostgresKeys elsewhere = open(0, Duration.ofMillis(20));
    KeyText text = make(here, Scope.APPEND, Scope.DEVICE);

    assertThat(here.check(text.text()))
        .isInstanceOfSatisfying(
            KeyCheck.Open.class,
            open -> {
              assertThat(open.key().id()).isEqualTo(text.id());
              assertThat(open.key().administration()).isEqualTo(SENNE);
              assertThat(open.key().scopes()).containsExactly(Scope.APPEND, Scope.DEVICE);
              assertThat(open.key().invitationKey()).isEmpty();
            });
    Awaitility.await("the other replica looks every 20 ms")
        .untilAsserted(
            () -> assertThat(elsewhere.check(text.text())).isInstanceOf(KeyCheck.Open.class));
    assertThat(open(0, Duration.ofHours(1)).check(text.text())).isInstanceOf(KeyCheck.Open.class);
  }

  @Test
  void whatWasNeverMadeIsUnknownAndATypingErrorIsToldApart() {
    PostgresKeys keys = open(0, Duration.ofHours(1));
    String known = make(keys, Scope.APPEND).text();

    assertThat(keys.check(KeyText.mint("live", random).text()))
        .isEqualTo(refused(KeyFault.UNKNOWN));
    assertThat(keys.check(known.toLowerCase(java.util.Locale.ROOT)))
        .isEqualTo(refused(KeyFault.MALFORMED));
  }

  @Test
  void revokedKeyOpensNothingAtOnceHereAndSoonElsewhere() {
    PostgresKeys here = open(0, Duration.ofHours(1));
    PostgresKeys elsewhere = open(0, Duration.ofMillis(20));
    KeyText text = make(here, Scope.APPEND);
    Awaitility.await("the other replica looks every 20 ms")
        .until(() -> elsewhere.find(text.id()).isPresent());

    KeyOutcome first = here.revoke(text.id());
    clock.advance(Duration.ofMinutes(1));

    assertThat(here.check(text.text())).isEqualTo(refused(KeyFault.REVOKED));
    assertThat(here.revoke(text.id())).isEqualTo(first);
    assertThat(here.revoke("000000000000")).isEqualTo(new KeyOutcome.Unknown());
    Awaitility.await("the other replica looks every 20 ms")
        .untilAsserted(
            () -> assertThat(elsewhere.check(text.text())).isEqualTo(refused(KeyFault.REVOKED)));
  }

  @Test
  void keyOpensUpToItsEndAndNotFromItOn() {
    PostgresKeys keys = open(0, Duration.ofHours(1));
    Instant end = NOW.plus(Duration.ofDays(1));
    KeyText text = KeyText.mint("live", random);
    keys.create(new NewKey(SENNE, "a kiosk", Set.of(Scope.DEVICE), Optional.of(end)), text);

    clock.advance(Duration.ofDays(1).minusNanos(1));
    assertThat(keys.check(text.text())).isInstanceOf(KeyCheck.Open.class);
    clock.advance(Duration.ofNanos(1));
    assertThat(keys.check(text.text())).isEqualTo(refused(KeyFault.EXPIRED));
  }

  @Test
  void twoKeysOpenSideBySideSoThatOneCanTakeTheOthersPlace() {
    PostgresKeys keys = open(0, Duration.ofHours(1));
    KeyText before = make(keys, Scope.APPEND);
    KeyText after = make(keys, Scope.APPEND);

    assertThat(keys.check(before.text())).isInstanceOf(KeyCheck.Open.class);
    assertThat(keys.check(after.text())).isInstanceOf(KeyCheck.Open.class);
    keys.revoke(before.id());
    assertThat(keys.check(after.text())).isInstanceOf(KeyCheck.Open.class);
  }

  @Test
  void noMoreKeysThanTheLimitOpenSomething() {
    PostgresKeys keys = open(0, Duration.ofHours(1));
    List<KeyText> made = new ArrayList<>();
    for (int i = 0; i < PostgresKeys.LIVE_MAX; i++) {
      made.add(make(keys, Scope.APPEND));
    }
    NewKey further = new NewKey(SENNE, "one more", Set.of(Scope.APPEND), Optional.empty());

    assertThat(keys.create(further, KeyText.mint("live", random)))
        .isEqualTo(new KeyOutcome.TooMany());
    keys.revoke(made.getFirst().id());
    assertThat(keys.create(further, KeyText.mint("live", random)))
        .isInstanceOf(KeyOutcome.Done.class);
  }

  @Test
  void onlyTheDayOfUseIsWrittenAndOnceADay() throws SQLException {
    PostgresKeys keys = open(0, Duration.ofHours(1));
    KeyText text = make(keys, Scope.APPEND);
    assertThat(keys.find(text.id()).orElseThrow().usedOn()).isEmpty();

    keys.check(text.text());
    keys.refresh();
    assertThat(keys.find(text.id()).orElseThrow().usedOn()).contains(LocalDate.of(2026, 11, 27));
    String written = rowVersion(text);
    keys.check(text.text());
    keys.refresh();
    assertThat(rowVersion(text)).isEqualTo(written);

    clock.advance(Duration.ofMinutes(2));
    keys.check(text.text());
    keys.refresh();
    assertThat(keys.find(text.id()).orElseThrow().usedOn()).contains(LocalDate.of(2026, 11, 28));
  }

  @Test
  void databaseAloneIsOfNoUseToAThief() {
    PostgresKeys keys = open(0, Duration.ofHours(1));
    String text = make(keys, Scope.APPEND, Scope.INVITATION).text();

    String dump =
        Jdbi.create(database)
            .withHandle(handle ->
                String.join(
                    "\n",
                    handle
                        .createQuery("SELECT access_key::text FROM access_key")
                        .mapTo(String.class)
                        .list()));

    String random = text.substring("ons_live_".length());
    assertThat(dump).contains("INVITATION").doesNotContain(random);
    for (int i = 0; i + 8 <= random.length(); i++) {
      assertThat(dump).doesNotContain(random.substring(i, i + 8));
    }
    // With another pepper the same rows open nothing.
    assertThat(open(1, Duration.ofHours(1)).check(text)).isEqualTo(refused(KeyFault.UNKNOWN));
  }

  @Test
  void invitationKeyIsThePublicOneOfTheSamePair() {
    PostgresKeys keys = open(0, Duration.ofHours(1));
    KeyText text = make(keys, Scope.INVITATION);

    assertThat(open(0, Duration.ofHours(1)).find(text.id()).orElseThrow().invitationKey())
        .contains(InvitationKeys.of(text).getPublic());
  }

  @Test
  void administrationThatDoesNotExistHasNoKeys() {
    PostgresKeys keys = open(0, Duration.ofHours(1));

    assertThat(
            keys.create(
                new NewKey("nowhere", "somebody", Set.of(Scope.APPEND), Optional.empty()),
                KeyText.mint("live", random)))
        .isEqualTo(new KeyOutcome.Unknown());
    assertThat(keys.list(Set.of())).contains(List.of());
  }

  private PostgresKeys open(int pepper, Duration every) {
    byte[] bytes = new byte[Secret.BYTES];
    bytes[0] = (byte) pepper;
    return PostgresKeys.open(database, new KeyCodes(new Secret(bytes)), clock, refresher, every);
  }

  private KeyText make(PostgresKeys keys, Scope... scopes) {
    KeyText text = KeyText.mint("live", random);
    assertThat(keys.create(new NewKey(SENNE, "a server", Set.of(scopes), Optional.empty()), text))
        .isInstanceOf(KeyOutcome.Done.class);
    return text;
  }

  private String rowVersion(KeyText text) throws SQLException {
    try (Connection connection = database.getConnection();
        var query =
            connection.prepareStatement("SELECT xmin FROM access_key WHERE access_key_id = ?")) {
      query.setString(1, text.id());
      try (var row = query.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static KeyCheck refused(KeyFault fault) {
    return new KeyCheck.Refused(fault);
  }
}
