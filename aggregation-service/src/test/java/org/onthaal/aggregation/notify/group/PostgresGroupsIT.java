package org.onthaal.aggregation.notify.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.TestSchema;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.notify.Credential;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.ExampleAlerts;
import org.onthaal.aggregation.notify.GroupPolicy;
import org.onthaal.aggregation.notify.Grouping.Happening;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.Links;
import org.onthaal.aggregation.notify.MuteWindow;
import org.onthaal.aggregation.notify.Notification.Kind;
import org.onthaal.aggregation.notify.PostgresOutbox;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.Route;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.notify.message.Letter;
import org.onthaal.aggregation.notify.message.NewsReader;
import org.onthaal.aggregation.notify.message.Wording;
import org.onthaal.aggregation.notify.stage.InhibitStage;
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
import org.postgresql.ds.PGSimpleDataSource;

class PostgresGroupsIT {
  private static final Instant BEGIN = Instant.parse("2026-11-24T09:00:00Z");
  private static final GroupPolicy BY_SERVICE =
      new GroupPolicy(
          List.of(Dimension.SERVICE), GroupPolicy.INTERVAL, GroupPolicy.REPEAT, List.of("lunch"));

  private final Random random = new Random(11);
  private Optional<HikariDataSource> pool = Optional.empty();
  private Jdbi jdbi = Jdbi.create("jdbc:postgresql:none");
  private PostgresGroups groups =
      new PostgresGroups(new PGSimpleDataSource(), new PostgresOutbox(new PGSimpleDataSource()));
  private SilenceStore silences = new PostgresSilenceStore(new PGSimpleDataSource());
  private WithheldStore withheld = new PostgresWithheldStore(new PGSimpleDataSource());
  private Instant now = BEGIN;

  @BeforeEach
  void open() {
    HikariDataSource source = TestSchema.pool(PostgresGroupsIT.class);
    pool = Optional.of(source);
    jdbi = Jdbi.create(source).installPlugin(new PostgresPlugin());
    groups = new PostgresGroups(source, new PostgresOutbox(source));
    silences = new PostgresSilenceStore(source);
    withheld = new PostgresWithheldStore(source);
  }

  @AfterEach
  void close() {
    pool.ifPresent(HikariDataSource::close);
  }

  @Test
  void alertsOfAServiceAreToldTogetherAfterTheirWait() {
    UUID first = fired();
    now = now.plusSeconds(30);
    UUID second = fired();

    assertThat(settle(Duration.ofSeconds(29))).isZero();
    assertThat(settle(Duration.ofSeconds(1))).isEqualTo(1);

    JsonObject told = bodies().getFirst();
    assertThat(bodies()).hasSize(1);
    assertThat(told.get("type").getAsString()).isEqualTo("alert.firing");
    assertThat(told.get("receiver").getAsString()).isEqualTo("team");
    assertThat(told.get("groupKey").getAsString())
        .isEqualTo("group:administration=stib&service=parking+permit");
    assertThat(told.getAsJsonObject("groupLabels"))
        .isEqualTo(
            JsonParser.parseString(
                "{\"administration\": \"stib\", \"service\": \"parking permit\"}"));
    assertThat(told.getAsJsonArray("alerts")).hasSize(2);
    assertThat(told.getAsJsonObject("data").getAsJsonArray("alerts"))
        .extracting(alert -> alert.getAsJsonObject().get("alert").getAsString())
        .containsExactlyInAnyOrder(first.toString(), second.toString());
    assertThat(waiting()).isZero();
    Letter letter = new Wording(Language.EN).of(NewsReader.read(told.toString()));
    assertThat(letter.title()).isEqualTo("stib / parking permit / KIOSK: 2 alerts firing");
    assertThat(letter.parts()).hasSize(2);
  }

  @Test
  void groupIsToldAgainOnlyWhenThereIsNewsOrItsTimeHasCome() {
    UUID first = fired();
    settle(Duration.ofMinutes(1));

    settle(Duration.ofMinutes(15));
    assertThat(bodies()).hasSize(1);
    settle(Duration.ofHours(24));
    assertThat(bodies()).hasSize(2);

    ended(first);
    settle(Duration.ofMinutes(15));
    assertThat(bodies()).hasSize(3);
    assertThat(bodies().getLast().get("type").getAsString()).isEqualTo("alert.resolved");
    assertThat(count("SELECT count(*) FROM notification_group")).isZero();
  }

  @Test
  void repetitionTellsTheFiguresOfItsTime() {
    UUID alert = fired();
    settle(Duration.ofMinutes(1));
    jdbi.useHandle(handle ->
        handle.execute(
            "UPDATE alert SET n = 321, value = 12.5, because = 'Worse by now.' WHERE id = ?",
            alert));

    settle(Duration.ofHours(25));

    JsonObject repeated = bodies().getLast();
    assertThat(bodies()).hasSize(2);
    assertThat(repeated.getAsJsonObject("data").get("firing").getAsInt()).isEqualTo(1);
    JsonObject told =
        repeated.getAsJsonObject("data").getAsJsonArray("alerts").get(0).getAsJsonObject();
    assertThat(told.getAsJsonObject("evidence").get("n").getAsInt()).isEqualTo(321);
    assertThat(told.getAsJsonObject("evidence").get("value").getAsDouble()).isEqualTo(12.5);
    assertThat(told.get("because").getAsString()).isEqualTo("Worse by now.");
    assertThat(repeated.getAsJsonObject("commonAnnotations").get("summary").getAsString())
        .isEqualTo("Worse by now.");
    Letter letter = new Wording(Language.DE).of(NewsReader.read(repeated.toString()));
    assertThat(letter.parts().getFirst().lead()).contains("12,5\u00a0%", "n = 321");
  }

  @Test
  void whatIsOverBeforeItIsToldIsToldToNobody() {
    UUID alert = fired();
    ended(alert);

    settle(Duration.ofMinutes(1));

    assertThat(bodies()).isEmpty();
    assertThat(reasons()).containsExactly("team OVER_BEFORE_TOLD", "team OVER_BEFORE_TOLD");
    assertThat(count("SELECT count(*) FROM notification_group")).isZero();
  }

  @Test
  void mutedGroupIsToldWhenTheWindowEndsUnlessItIsOverByThen() {
    now = Instant.parse("2026-11-24T11:30:00Z"); // half past noon in Brussels
    UUID lasting = fired();
    UUID passing = fired();
    settle(Duration.ofMinutes(1));
    ended(passing);
    settle(Duration.ofMinutes(28));
    assertThat(bodies()).isEmpty();

    settle(Duration.ofMinutes(1));

    assertThat(bodies()).hasSize(1);
    assertThat(bodies().getFirst().getAsJsonObject("data").getAsJsonArray("alerts"))
        .extracting(alert -> alert.getAsJsonObject().get("alert").getAsString())
        .containsExactly(lasting.toString());
    assertThat(reasons()).containsExactly("team MUTED", "team MUTED");
  }

  @Test
  void silencedAlertIsNotRepeatedAndIsToldAgainAfterwards() {
    fired();
    settle(Duration.ofMinutes(1));
    UUID silence = silence();

    now = now.plus(Duration.ofDays(3));
    settle(Duration.ZERO);
    assertThat(bodies()).hasSize(1);
    end(silence);
    settle(Duration.ofMinutes(1));

    assertThat(bodies()).hasSize(2);
    settle(Duration.ofHours(23));
    assertThat(bodies()).hasSize(2);
  }

  @Test
  void endOfASilencedAlertIsToldToWhoeverHeardOfIt() {
    UUID told = fired();
    settle(Duration.ofMinutes(1));
    silence();
    now = now.plus(Duration.ofHours(30));
    UUID untold = fired();
    settle(Duration.ofMinutes(1));
    assertThat(reasons()).containsExactly("team SILENCED");

    ended(told);
    settle(Duration.ofMinutes(15));
    ended(untold);
    settle(Duration.ofMinutes(15));

    assertThat(bodies()).hasSize(2);
    assertThat(bodies().getLast().get("type").getAsString()).isEqualTo("alert.resolved");
    assertThat(bodies().getLast().getAsJsonArray("alerts")).hasSize(1);
    assertThat(reasons()).containsExactly("team OVER_BEFORE_TOLD", "team SILENCED");
    assertThat(waiting()).isZero();
    assertThat(count("SELECT count(*) FROM notification_group")).isZero();
  }

  @Test
  void receiverThatLeftTheFileIsRecordedAsTheReason() {
    fired();
    now = now.plus(Duration.ofMinutes(1));

    assertThat(settleOne(pipeline(RouteTable.EMPTY, "team"::equals))).isTrue();

    assertThat(reasons()).containsExactly("team RECEIVER_UNKNOWN");
    assertThat(count("SELECT count(*) FROM notification_group")).isZero();
  }

  @Test
  void groupOfAReceiverThatOnlyANewerFileHasIsLeftToWhoeverHasThatFile() {
    fired();
    assertThat(groups.receivers()).containsExactly("team");
    now = now.plus(Duration.ofMinutes(1));
    GroupPipeline older = pipeline(RouteTable.EMPTY, _ -> false);

    assertThat(settleOne(older)).isTrue();
    assertThat(settleOne(older)).isFalse();
    assertThat(reasons()).isEmpty();

    settle(Duration.ofMinutes(1));
    assertThat(bodies()).hasSize(1);
  }

  @Test
  void everyTransitionIsInOneNotificationOrHasAReason() {
    List<UUID> firing = new ArrayList<>();
    Optional<UUID> silence = Optional.empty();
    for (int step = 0; step < 300; step++) {
      if (random.nextInt(8) == 0) {
        silence.ifPresent(this::end);
        silence = silence.isPresent() ? Optional.empty() : Optional.of(silence());
      }
      int before = count("SELECT count(*) FROM notification");
      if (firing.isEmpty() || random.nextInt(3) > 0) {
        firing.add(fired());
      } else {
        ended(firing.remove(random.nextInt(firing.size())));
      }
      settle(Duration.ofSeconds(random.nextInt(1_200)));
      if (silence.isPresent()) {
        assertThat(bodies().subList(before, bodies().size()))
            .as("told under a silence")
            .allMatch(body -> !body.toString().contains("\"state\":\"firing\""));
      }
    }
    for (UUID alert : firing) {
      ended(alert);
    }
    settle(Duration.ofHours(2));

    assertThat(waiting()).isZero();
    assertThat(
            count(
                """
                SELECT count(*)
                FROM transition
                LEFT JOIN group_transition AS told ON told.transition_id = transition.id AND told.notification_id IS NOT NULL
                LEFT JOIN withheld ON withheld.transition_id = transition.id
                WHERE (told.transition_id IS NULL) = (withheld.transition_id IS NULL)
                """))
        .isZero();
    assertThat(count("SELECT count(*) FROM transition")).isGreaterThan(300);
    assertThat(count("SELECT count(*) FROM notification_group")).isZero();
  }

  /// Passes time from one due group to the next, as the loop would, and says how many were settled.
  private int settle(Duration by) {
    GroupPipeline pipeline = pipeline(table(), _ -> false);
    Instant end = now.plus(by);
    int settled = 0;
    for (Optional<Instant> due = due(end); due.isPresent(); due = due(end)) {
      now = due.get().isAfter(now) ? due.get() : now;
      assertThat(settleOne(pipeline)).isTrue();
      settled++;
    }
    now = end;
    return settled;
  }

  private boolean settleOne(GroupPipeline pipeline) {
    return groups.settleOne(now, (transaction, group) -> pipeline.judge(transaction, group, now));
  }

  private GroupPipeline pipeline(RouteTable table, Predicate<String> isGone) {
    QuietAlerts quiet =
        new QuietAlerts(
            new SilenceStage(silences, withheld, () -> now),
            new InhibitStage(RuleSet.EMPTY, withheld));
    return new GroupPipeline(table, isGone, quiet, Duration.ofHours(24));
  }

  /// Begins a silence of everything.
  private UUID silence() {
    UUID id = new UUID(random.nextLong(), random.nextLong());
    Silence silence =
        new Silence(
            id,
            new Matchers(List.of(), List.of(), Selection.ALL),
            new Silence.Times(now, now.plus(Duration.ofDays(300))),
            new Silence.Asked("Anna", "maintenance", now),
            false,
            Optional.empty());
    jdbi.useTransaction(handle -> silences.create(new PostgresAlertTransaction(handle), silence));
    return id;
  }

  private void end(UUID silence) {
    jdbi.useTransaction(handle ->
        silences.end(
            new PostgresAlertTransaction(handle),
            silence,
            new Silence.Ended(now, Optional.of("Anna"))));
  }

  private Optional<Instant> due(Instant end) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT due_at
                FROM notification_group
                WHERE due_at <= :end
                ORDER BY due_at
                LIMIT 1
                """)
            .bind("end", end)
            .map((row, _) -> row.getTimestamp(1).toInstant())
            .findOne());
  }

  private static RouteTable table() {
    ReceiverSpec team =
        new ReceiverSpec(
            "team",
            Language.EN,
            new Destination.PagerDuty(
                URI.create("https://events.example.org/"), new Credential("x")));
    MuteWindow lunch =
        new MuteWindow(
            "lunch",
            ZoneId.of("Europe/Brussels"),
            Set.of(),
            MuteWindow.Days.ANY,
            List.of(new MuteWindow.Minutes(12 * 60, 13 * 60)));
    return new RouteTable(List.of(team), List.of(), Optional.empty(), Links.NONE, List.of(lunch));
  }

  private UUID fired() {
    UUID alert = new UUID(random.nextLong(), random.nextLong());
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                INSERT INTO alert (id, rule, kind, severity, stream, state, pending_at, window_start, window_zone, n, because)
                VALUES (:id, 'r', 'THRESHOLD', 'WARNING', '', 'FIRING', now(), now(), 'UTC', 0, '')
                """)
            .bind("id", alert)
            .execute());
    Route route =
        new Route(
            "team",
            Selection.ALL,
            List.of(),
            List.of(),
            Duration.ofMinutes(1),
            Optional.of(BY_SERVICE),
            Optional.empty());
    jdbi.useTransaction(handle ->
        groups.began(
            new PostgresAlertTransaction(handle),
            route,
            BY_SERVICE,
            happening(Kind.FIRING, alert)));
    return alert;
  }

  private void ended(UUID alert) {
    jdbi.useHandle(
        handle -> handle.execute("UPDATE alert SET state = 'RESOLVED' WHERE id = ?", alert));
    Happening end = happening(Kind.RESOLVED, alert);
    Set<String> receivers =
        jdbi.inTransaction(handle -> groups.ended(new PostgresAlertTransaction(handle), end));
    assertThat(receivers).containsExactly("team");
  }

  private Happening happening(Kind kind, UUID alert) {
    UUID transition = new UUID(random.nextLong(), random.nextLong());
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                INSERT INTO transition (id, alert_id, rule, stream, sequence, kind, happened_at)
                SELECT :id, :alert, 'r', '', count(*) + 1, 'FIRED', now()
                FROM transition
                """)
            .bind("id", transition)
            .bind("alert", alert)
            .execute());
    var example = ExampleAlerts.alert(alert);
    return new Happening(example, transition, ExampleAlerts.body(kind, example), now);
  }

  private List<JsonObject> bodies() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT body FROM notification ORDER BY receiver, group_key, sequence")
            .map((row, _) -> JsonParser.parseString(row.getString(1)).getAsJsonObject())
            .list());
  }

  private List<String> reasons() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT receiver || ' ' || reason FROM withheld ORDER BY 1")
            .mapTo(String.class)
            .list());
  }

  private int waiting() {
    return count("SELECT count(*) FROM group_transition WHERE notification_id IS NULL");
  }

  private int count(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
  }
}
