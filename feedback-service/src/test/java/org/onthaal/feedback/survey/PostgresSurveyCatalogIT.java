package org.onthaal.feedback.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.testkit.TestPostgres;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresSurveyCatalogIT {
  private final PGSimpleDataSource database = new PGSimpleDataSource();
  private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor();
  private final String url = TestPostgres.database(PostgresSurveyCatalogIT.class);
  private final Log log = new Log();

  @BeforeEach
  void migrate() {
    database.setUrl(url);
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration/feedback")
        .load()
        .migrate();
  }

  @AfterEach
  void stop() {
    refresher.shutdownNow();
  }

  @Test
  void builtInSurveyIsThereFromTheFirstStart() {
    PostgresSurveyCatalog catalog = open(Duration.ofMinutes(1));

    assertThat(catalog.newest(Survey.BUILT_IN)).isPresent();
    assertThat(catalog.questionId(Survey.BUILT_IN, "overall")).isPositive();
    assertThat(log.entries).isEmpty();
  }

  @Test
  void exampleGoesIntoAnEmptyCatalogueOnly() {
    PostgresSurveyCatalog catalog = open(Duration.ofMinutes(1));

    assertThat(catalog.applyExampleIfEmpty()).isTrue();
    assertThat(catalog.applyExampleIfEmpty()).isFalse();
    assertThat(log.entries)
        .containsExactlyElementsOf(
            catalog.administrations().stream().map(Administration::code).toList());
    assertThat(catalog.touchpointId("parking-permit")).isPositive();
  }

  @Test
  void catalogueSurvivesARestart() {
    PostgresSurveyCatalog before = open(Duration.ofMinutes(1));
    before.applyExampleIfEmpty();

    PostgresSurveyCatalog after = open(Duration.ofMinutes(1));

    assertThat(after.surveys()).isEqualTo(before.surveys());
    assertThat(after.administrations()).isEqualTo(before.administrations());
    for (Administration administration : before.administrations()) {
      assertThat(after.services(administration.code()))
          .isEqualTo(before.services(administration.code()));
      for (Service service : before.services(administration.code())) {
        assertThat(after.touchpoints(administration.code(), service.code()))
            .isEqualTo(before.touchpoints(administration.code(), service.code()));
      }
    }
  }

  @Test
  void repeatedDocumentAppendsNothing() {
    PostgresSurveyCatalog catalog = open(Duration.ofMinutes(1));
    catalog.applyExampleIfEmpty();
    int before = log.entries.size();

    CatalogOutcome again = catalog.apply(CatalogFileTest.resource("brussels"));

    assertThat(again).isEqualTo(new CatalogOutcome.Applied(0, 0, List.of()));
    assertThat(log.entries).hasSize(before);
  }

  @Test
  void refusedDocumentChangesNothing() {
    PostgresSurveyCatalog catalog = open(Duration.ofMinutes(1));

    CatalogOutcome outcome =
        catalog.apply(CatalogFileTest.resource("brussels").replace("key: housing-desk", "key: X"));

    assertThat(outcome).isInstanceOf(CatalogOutcome.Refused.class);
    assertThat(catalog.administrations()).isEmpty();
    assertThat(open(Duration.ofMinutes(1)).administrations()).isEmpty();
  }

  @Test
  void changeThatCannotBeToldDownstreamDoesNotHappen() {
    PostgresSurveyCatalog catalog = open(Duration.ofMinutes(1));
    log.broken = true;

    assertThatThrownBy(catalog::applyExampleIfEmpty).isInstanceOf(IllegalStateException.class);
    assertThat(open(Duration.ofMinutes(1)).administrations()).isEmpty();
  }

  @Test
  void zoneOfAnAdministrationWithRatingsStays() {
    PostgresSurveyCatalog catalog = open(Duration.ofMinutes(1));
    catalog.applyExampleIfEmpty();
    log.rated = true;

    CatalogOutcome outcome =
        catalog.apply("administrations: [{code: commune-du-canal, zone: Asia/Tokyo}]");

    assertThat(outcome).isInstanceOf(CatalogOutcome.Refused.class);
  }

  @Test
  void newAdministrationWithoutAZoneGetsThatOfTheSettings() {
    PostgresSurveyCatalog catalog = open(Duration.ofHours(1));

    catalog.apply("administrations: [{code: town, names: {en: Town}}]");

    assertThat(catalog.administration("town").orElseThrow().zone())
        .isEqualTo(ZoneId.of("America/Lima"));
  }

  @Test
  void otherReplicaNotices() {
    PostgresSurveyCatalog other = open(Duration.ofMillis(50));

    open(Duration.ofMinutes(1)).applyExampleIfEmpty();

    // The other replica looks every 50 ms.
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> other.touchpoint("parking-permit").isPresent());
  }

  @Test
  void catalogueThatCannotBeReadDoesNotEndTheLooking() {
    PostgresSurveyCatalog catalog = open(Duration.ofHours(1));
    TestPostgres.execute(
        url, "INSERT INTO administration (code, zone, names) VALUES ('x', 'Mars/Base', '{}')");
    TestPostgres.execute(url, "UPDATE catalogue_version SET version = version + 1");

    assertThatCode(catalog::refresh).doesNotThrowAnyException();

    assertThat(catalog.newest(Survey.BUILT_IN)).isPresent();
  }

  @Test
  void databaseThatIsAwayIsAnOutcome() {
    PostgresSurveyCatalog catalog = open(Duration.ofHours(1));
    database.setURL("jdbc:postgresql://127.0.0.1:1/nowhere");

    assertThat(catalog.apply(CatalogFileTest.resource("brussels")))
        .isEqualTo(new CatalogOutcome.Unavailable());
  }

  @Test
  void whoAsksForAllChangesReadsThem() {
    PostgresSurveyCatalog other = open(Duration.ofHours(1));
    open(Duration.ofHours(1)).applyExampleIfEmpty();
    assertThat(other.touchpoint("parking-permit")).isEmpty();

    assertThat(other.caughtUp().join()).isTrue();

    assertThat(other.touchpoint("parking-permit")).isPresent();
  }

  @Test
  void unknownKeyIsLookedForBeforeItIsMissing() {
    PostgresSurveyCatalog other = open(Duration.ofHours(1));
    open(Duration.ofHours(1)).applyExampleIfEmpty();

    assertThat(other.awaitTouchpoint("parking-permit")).isPresent();
    assertThat(other.awaitTouchpoint("nowhere")).isEmpty();
  }

  @Test
  void whetherThereAreChangesIsUnknownWithoutADatabase() {
    PostgresSurveyCatalog catalog = open(Duration.ofHours(1));
    database.setURL("jdbc:postgresql://127.0.0.1:1/nowhere");

    assertThat(catalog.caughtUp().join()).isFalse();
  }

  @Test
  void nobodyWaitsForALookThatTakesTooLong() {
    PostgresSurveyCatalog catalog = open(Duration.ofHours(1), Duration.ofMillis(50));
    CountDownLatch end = new CountDownLatch(1);
    refresher.execute(() -> awaitQuietly(end));

    assertThat(catalog.caughtUp().join()).isFalse();

    end.countDown();
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> catalog.caughtUp().join());
  }

  private static void awaitQuietly(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private PostgresSurveyCatalog open(Duration every) {
    return open(every, Duration.ofSeconds(10));
  }

  private PostgresSurveyCatalog open(Duration every, Duration lookMax) {
    return PostgresSurveyCatalog.open(
        database,
        log,
        refresher,
        new PostgresSurveyCatalog.Looks(every, lookMax),
        ZoneId.of("America/Lima"));
  }

  private static final class Log implements PostgresSurveyCatalog.Downstream {
    private final List<String> entries = new ArrayList<>();
    private boolean broken;
    private boolean rated;

    @Override
    public String append(Connection connection, SurveyCatalog catalog, String administration) {
      if (broken) {
        throw new IllegalStateException("broken on purpose");
      }
      assertThat(catalog.administration(administration)).isPresent();
      entries.add(administration);
      return "0:" + entries.size();
    }

    @Override
    public boolean hasRatings(Connection connection, int administrationId) {
      return rated;
    }
  }
}
