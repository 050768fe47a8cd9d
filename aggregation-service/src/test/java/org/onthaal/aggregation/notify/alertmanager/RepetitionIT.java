package org.onthaal.aggregation.notify.alertmanager;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.TestSchema;
import org.onthaal.aggregation.alert.PostgresAlertStore;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;
import org.onthaal.aggregation.alert.PostgresAlertTransactions;
import org.onthaal.aggregation.notify.Credential;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.ExampleAlerts;
import org.onthaal.aggregation.notify.Notification;
import org.onthaal.aggregation.notify.Notification.Kind;
import org.onthaal.aggregation.notify.Outbox;
import org.onthaal.aggregation.notify.PostgresOutbox;
import org.onthaal.aggregation.notify.send.AddressGuard;
import org.onthaal.aggregation.notify.send.GuardedPost;
import org.onthaal.aggregation.notify.stage.InhibitStage;
import org.onthaal.aggregation.notify.stage.LaterStage;
import org.onthaal.aggregation.notify.stage.PostgresWithheldStore;
import org.onthaal.aggregation.notify.stage.QuietAlerts;
import org.onthaal.aggregation.notify.stage.SilenceStage;
import org.onthaal.aggregation.notify.stage.WithheldStore;
import org.onthaal.aggregation.rule.RuleSet;
import org.onthaal.aggregation.rule.Watch.Selection;
import org.onthaal.aggregation.silence.Matchers;
import org.onthaal.aggregation.silence.PostgresSilenceStore;
import org.onthaal.aggregation.silence.Silence;
import org.onthaal.aggregation.silence.SilenceStore;
import org.onthaal.testkit.TestClock;
import org.postgresql.ds.PGSimpleDataSource;

class RepetitionIT {
  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
  private Outbox outbox = new PostgresOutbox(new PGSimpleDataSource());
  private final TestClock clock = new TestClock(ExampleAlerts.FIRED_AT);
  private SilenceStore silences = new PostgresSilenceStore(new PGSimpleDataSource());
  private Optional<LaterStage> later = Optional.empty();
  private Jdbi jdbi = Jdbi.create("jdbc:postgresql:none");

  @BeforeEach
  void open() {
    String url = TestSchema.database(RepetitionIT.class);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    outbox = new PostgresOutbox(source);
    silences = new PostgresSilenceStore(source);
    WithheldStore withheld = new PostgresWithheldStore(source);
    later =
        Optional.of(
            new LaterStage(
                new QuietAlerts(
                    new SilenceStage(silences, withheld, clock),
                    new InhibitStage(RuleSet.EMPTY, withheld)),
                new PostgresAlertStore(source),
                withheld,
                new PostgresAlertTransactions(source)));
    jdbi = Jdbi.create(url).installPlugin(new PostgresPlugin());
    server.start();
    server.stubFor(any(anyUrl()).willReturn(ok()));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void firingIsRepeatedWithALaterEndAndItsEndForAQuarterOfAnHour() {
    alert("FIRING");
    queue(Kind.FIRING, ExampleAlerts.firing(), ExampleAlerts.FIRED_AT);
    Instant now = ExampleAlerts.FIRED_AT.plusSeconds(60);

    assertThat(repetition().repeat(now)).isEqualTo(1);
    assertThat(ends()).containsExactly(now.plus(Duration.ofMinutes(4)).toString());

    jdbi.useHandle(handle -> handle.execute("UPDATE alert SET state = 'RESOLVED'"));
    queue(Kind.RESOLVED, ExampleAlerts.resolved(), ExampleAlerts.RESOLVED_AT);
    server.resetRequests();
    Instant ended = ExampleAlerts.RESOLVED_AT;

    assertThat(repetition().repeat(ended.plus(Duration.ofMinutes(14)))).isEqualTo(1);
    assertThat(ends()).containsExactly(ended.toString());
    assertThat(repetition().repeat(ended.plus(Duration.ofMinutes(15)))).isZero();
  }

  @Test
  void silencedAlertIsNotRepeatedUntilTheSilenceEndsAndItsEndIs() {
    alert("FIRING");
    queue(Kind.FIRING, ExampleAlerts.firing(), ExampleAlerts.FIRED_AT);
    Instant until = ExampleAlerts.FIRED_AT.plus(Duration.ofMinutes(5));
    silence(until);

    clock.advance(Duration.ofMinutes(1));
    assertThat(repetition().repeat(clock.instant())).isZero();
    assertThat(ends()).isEmpty();

    clock.advance(Duration.ofMinutes(4));
    assertThat(repetition().repeat(clock.instant())).isEqualTo(1);
    assertThat(ends()).containsExactly(until.plus(Duration.ofMinutes(4)).toString());

    silence(clock.instant().plus(Duration.ofHours(1)));
    jdbi.useHandle(handle -> handle.execute("UPDATE alert SET state = 'RESOLVED'"));
    queue(Kind.RESOLVED, ExampleAlerts.resolved(), ExampleAlerts.RESOLVED_AT);
    server.resetRequests();
    assertThat(repetition().repeat(ExampleAlerts.RESOLVED_AT.plusSeconds(60))).isEqualTo(1);
    assertThat(ends()).containsExactly(ExampleAlerts.RESOLVED_AT.toString());
  }

  /// Of all alerts, from now on.
  private void silence(Instant until) {
    Instant now = clock.instant();
    Silence silence =
        new Silence(
            UUID.nameUUIDFromBytes(until.toString().getBytes(StandardCharsets.UTF_8)),
            new Matchers(List.of(), List.of(), Selection.ALL),
            new Silence.Times(now, until),
            new Silence.Asked("Anna", "maintenance", now),
            false,
            Optional.empty());
    jdbi.useTransaction(handle -> silences.create(new PostgresAlertTransaction(handle), silence));
  }

  @Test
  void everythingThatStandsIsOneRequestWithTheAuthorization() {
    alert("FIRING");
    queue(Kind.FIRING, ExampleAlerts.firing(), ExampleAlerts.FIRED_AT);

    repetition().repeat(ExampleAlerts.FIRED_AT);

    server.verify(
        1,
        postRequestedFor(urlEqualTo("/am/api/v2/alerts"))
            .withHeader("authorization", equalTo("Bearer a-token"))
            .withRequestBody(
                equalToJson(
                    """
                    [{"labels": {"administration": "stib", "alertname": "csat-floor", "channel": "KIOSK",
                        "kind": "threshold", "service": "parking permit", "severity": "critical"},
                      "annotations": {"summary": "Satisfaction <is> low."},
                      "startsAt": "2026-11-24T10:00:00Z", "endsAt": "2026-11-24T10:04:00Z",
                      "generatorURL": "https://onthaal.example.org/alerts/00000000-0000-00a1-8000-000000000001"}]
                    """)));
  }

  private List<String> ends() {
    return server.findAll(postRequestedFor(anyUrl())).stream()
        .map(request ->
            request.getBodyAsString().replaceAll("(?s).*\"endsAt\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private Repetition repetition() {
    Destination.Alertmanager to =
        new Destination.Alertmanager(
            List.of(URI.create("http://127.0.0.1:" + server.port() + "/am/")),
            Optional.of(new Credential("Bearer a-token")));
    AddressGuard guard = new AddressGuard(AddressGuard.Names.system(), true, List.of());
    GuardedPost post = new GuardedPost(guard, Duration.ofSeconds(5));
    return new Repetition(
        "prom", new AlertmanagerSender(to, post), outbox, later.orElseThrow()::quiet);
  }

  private void queue(Kind kind, String body, Instant at) {
    outbox.queue(
        new Notification(
            new UUID(kind.name().length(), at.getEpochSecond()),
            new Notification.Address("prom", "one"),
            Optional.of(ExampleAlerts.ID),
            Optional.empty(),
            new Notification.Content(kind, body),
            new Notification.Schedule(at, at, at.plus(Duration.ofHours(1)))));
  }

  private void alert(String state) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                INSERT INTO alert (id, rule, kind, severity, stream, state, pending_at, window_start, window_zone, n, because)
                VALUES (:id, 'r', 'THRESHOLD', 'WARNING', '', :state, now(), now(), 'UTC', 0, '')
                """)
            .bind("id", ExampleAlerts.ID)
            .bind("state", state)
            .execute());
  }
}
