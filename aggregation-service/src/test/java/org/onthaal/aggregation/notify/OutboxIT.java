package org.onthaal.aggregation.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.TestSchema;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;
import org.onthaal.aggregation.notify.Notification.Kind;
import org.onthaal.aggregation.notify.replay.DeadLetters;
import org.onthaal.aggregation.notify.replay.PostgresDeadLetters;
import org.onthaal.aggregation.observe.NotifyMeters;
import org.onthaal.testkit.TestClock;
import org.postgresql.ds.PGSimpleDataSource;

class OutboxIT {
  private final DeadLetters letters = new PostgresDeadLetters();
  private final TestClock clock = TestClock.at("2026-11-24T10:00:00Z");
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Random random = new Random(3);
  private final List<UUID> received = Collections.synchronizedList(new ArrayList<>());
  private Optional<HikariDataSource> pool = Optional.empty();
  private Jdbi jdbi = Jdbi.create("jdbc:postgresql:none");
  private Outbox outbox = new PostgresOutbox(new PGSimpleDataSource());

  @BeforeEach
  void open() {
    HikariDataSource source = TestSchema.pool(OutboxIT.class);
    pool = Optional.of(source);
    jdbi = Jdbi.create(source).installPlugin(new PostgresPlugin());
    outbox = new PostgresOutbox(source);
  }

  @AfterEach
  void close() {
    pool.ifPresent(HikariDataSource::close);
    executor.shutdownNow();
  }

  @Test
  void twoDispatchersSendEachOnceAndEachAlertInOrder() throws Exception {
    List<UUID> alerts = List.of(alert(), alert(), alert());
    List<List<UUID>> expected = new ArrayList<>();
    for (UUID alert : alerts) {
      expected.add(List.of(queue(alert), queue(alert), queue(alert), queue(alert)));
    }
    Receiver team = receiver(_ -> new Outcome.Delivered(200));

    List<Future<Integer>> both =
        List.of(executor.submit(() -> drain(team)), executor.submit(() -> drain(team)));
    for (Future<Integer> one : both) {
      one.get();
    }
    drain(team);

    assertThat(received).hasSize(12).doesNotHaveDuplicates();
    for (List<UUID> ofOneAlert : expected) {
      assertThat(received.stream().filter(ofOneAlert::contains))
          .containsExactlyElementsOf(ofOneAlert);
    }
    assertThat(outbox.depth()).isEqualTo(new Outbox.Depth(0, Optional.empty(), 0));
  }

  @Test
  void crashAfterSendingSendsTheSameIdAgainWhenTheLeaseEnds() throws Exception {
    UUID id = queue(alert());
    Receiver dying =
        receiver(_ -> {
          throw new IllegalStateException("the process died before it wrote anything down");
        });
    assertThatThrownBy(() -> dispatcher().deliverDue(dying))
        .isInstanceOf(IllegalStateException.class);
    Receiver team = receiver(_ -> new Outcome.Delivered(200));

    assertThat(dispatcher().deliverDue(team)).isZero();
    clock.advance(DispatchLimits.DEFAULT.lease());
    assertThat(dispatcher().deliverDue(team)).isEqualTo(1);

    assertThat(received).containsExactly(id, id);
  }

  @Test
  void lateSettlementOfALostLeaseChangesNothing() {
    queue(alert());
    Outbox.Leased slow = claim();
    clock.advance(Duration.ofSeconds(61));
    Outbox.Leased quick = claim();

    Outbox.Settlement done =
        new Outbox.Settlement.Done(clock.instant(), new Outcome.Delivered(200));
    assertThat(outbox.settle(slow, done)).isFalse();
    assertThat(outbox.settle(quick, done)).isTrue();
  }

  @Test
  void failureIsRetriedForADayAndThenBecomesADeadLetter() throws Exception {
    queue(alert());
    Receiver down =
        receiver(_ -> new Outcome.Retryable(OptionalInt.of(503), "HTTP 503", Optional.empty()));
    int tries = 0;
    while (outbox.depth().dead() == 0) {
      tries += dispatcher().deliverDue(down);
      clock.advance(Duration.ofMinutes(5));
      assertThat(clock.instant()).isBefore(Instant.parse("2026-11-25T10:10:00Z"));
    }

    assertThat(tries).isGreaterThan(100);
    assertThat(clock.instant()).isAfter(Instant.parse("2026-11-25T09:50:00Z"));
    assertThat(outbox.depth().queued()).isEqualTo(1);
    assertThat(outbox.depth().dead()).isEqualTo(1);
    assertThat(received).allMatch(received.getFirst()::equals).hasSize(tries);
  }

  @Test
  void waitingNotificationsAreMeasuredByTheOldest() throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    NotifyMeters.register(meters, outbox, clock);
    assertThat(meters.get("onthaal.notify.oldest.seconds").gauge().value()).isZero();
    UUID alert = alert();
    queue(alert);
    clock.advance(Duration.ofSeconds(30));
    queue(alert);
    clock.advance(Duration.ofSeconds(10));

    assertThat(meters.get("onthaal.notify.queued").gauge().value()).isEqualTo(2);
    assertThat(meters.get("onthaal.notify.oldest.seconds").gauge().value()).isEqualTo(40);

    drain(receiver(_ -> new Outcome.Delivered(200)));
    assertThat(meters.get("onthaal.notify.queued").gauge().value()).isZero();
    assertThat(meters.get("onthaal.notify.oldest.seconds").gauge().value()).isZero();
    assertThat(meters.get("onthaal.notify.dead").gauge().value()).isZero();
  }

  @Test
  void deadLetterBlocksNothingAndIsToldToTheMetaReceiver() throws Exception {
    UUID alert = alert();
    UUID first = queue(alert);
    UUID second = queue(alert);
    Receiver team =
        receiver(message ->
            message.id().equals(first)
                ? new Outcome.Refused(OptionalInt.of(400), "HTTP 400")
                : new Outcome.Delivered(200));

    drain(team);

    assertThat(received).containsExactly(first, second);
    assertThat(texts("SELECT receiver || ' ' || kind || ' ' || state FROM notification ORDER BY 1"))
        .containsExactly(
            "operations DEAD_LETTER QUEUED", "team FIRING DEAD", "team FIRING DELIVERED");
  }

  @Test
  void readersWhoHaveItAreNotTriedAgainAndTheRestIsADeadLetterByName() throws Exception {
    UUID alert = alert();
    UUID id = queue(alert);
    List<Receiver.Message> tries = Collections.synchronizedList(new ArrayList<>());
    Outcome later =
        new Outcome.Retryable(OptionalInt.of(451), "SMTP 451 for b@x.org", Optional.empty());
    Outcome never = new Outcome.Refused(OptionalInt.of(550), "SMTP 550 for c@x.org");
    Receiver team =
        receiver(message -> {
          tries.add(message);
          return switch (tries.size()) {
            case 1 -> new Outcome.Partly(Set.of("a@x.org"), later);
            case 2 -> new Outcome.Partly(Set.of("b@x.org"), never);
            default -> new Outcome.Delivered(250, "SMTP");
          };
        });

    drain(team);
    clock.advance(Duration.ofMinutes(1));
    drain(team);

    assertThat(tries)
        .extracting(Receiver.Message::takenBy)
        .containsExactly(Set.of(), Set.of("a@x.org"));
    assertThat(received).containsExactly(id, id);
    assertThat(texts("SELECT state || ' ' || reason FROM notification WHERE receiver = 'team'"))
        .containsExactly("DEAD SMTP 550 for c@x.org");
    assertThat(texts("SELECT body FROM notification WHERE receiver = 'operations'"))
        .singleElement()
        .asString()
        .contains("SMTP 550 for c@x.org");
    Set<String> told =
        jdbi.inTransaction(handle -> outbox.toldOf(new PostgresAlertTransaction(handle), alert));
    assertThat(told).containsExactly("team");
    assertThat(replay()).isEqualTo(new DeadLetters.Replayed(1, 0));
    drain(team);
    assertThat(tries.getLast().takenBy()).containsExactlyInAnyOrder("a@x.org", "b@x.org");
  }

  @Test
  void goneDisablesTheEndpointUntilItsAddressChanges() throws Exception {
    UUID alert = alert();
    queue(alert);
    UUID never = queue(alert);
    Receiver gone =
        receiver(message ->
            message.id().equals(never) ? new Outcome.Delivered(200) : new Outcome.Gone("HTTP 410"));

    dispatcher(1).deliverDue(gone);
    drain(gone);

    assertThat(received).hasSize(1);
    assertThat(texts("SELECT receiver || ' ' || endpoint FROM receiver_disabled"))
        .containsExactly("team https://hooks.example.org/");
    assertThat(texts("SELECT kind FROM notification WHERE receiver = 'operations'"))
        .containsExactly("RECEIVER_DISABLED");
  }

  @Test
  void routeNamesWhoHearsOfItsDeadLetters() throws Exception {
    queue(alert(), Optional.of("night-team"), Kind.FIRING);

    drain(receiver(_ -> new Outcome.Refused(OptionalInt.of(400), "HTTP 400")));

    assertThat(texts("SELECT receiver || ' ' || kind FROM notification ORDER BY 1"))
        .containsExactly("night-team DEAD_LETTER", "team FIRING");
  }

  @Test
  void replayedDeadLetterIsToldWithTheSameIdUnlessItIsOutdated() throws Exception {
    UUID wanted = queue(alert());
    UUID over = alert();
    UUID outdated = queue(over);
    drain(receiver(_ -> new Outcome.Refused(OptionalInt.of(400), "HTTP 400")));
    jdbi.useHandle(
        handle -> handle.execute("UPDATE alert SET state = 'RESOLVED' WHERE id = ?", over));
    assertThat(deadLetters())
        .hasSize(2)
        .allMatch(letter -> letter.receiver().equals("team") && letter.reason().equals("HTTP 400"))
        .allMatch(
            letter -> letter.tries() == 1 && letter.isOutdated() == letter.id().equals(outdated))
        .extracting(DeadLetters.DeadLetter::id)
        .containsExactlyInAnyOrder(wanted, outdated);
    received.clear();

    assertThat(replay()).isEqualTo(new DeadLetters.Replayed(1, 1));
    drain(receiver(_ -> new Outcome.Delivered(200)));

    assertThat(received).containsExactly(wanted);
    assertThat(deadLetters()).extracting(DeadLetters.DeadLetter::id).containsExactly(outdated);
  }

  @Test
  void groupsDeadLetterIsOutdatedOnceSomethingNewerIsToldOfTheGroup() throws Exception {
    UUID first = queueGroup();
    UUID second = queueGroup();
    drain(receiver(_ -> new Outcome.Refused(OptionalInt.of(400), "HTTP 400")));
    assertThat(deadLetters()).noneMatch(DeadLetters.DeadLetter::isOutdated);
    UUID third = queueGroup();
    received.clear();

    assertThat(replay()).isEqualTo(new DeadLetters.Replayed(0, 2));
    jdbi.useHandle(handle -> handle.execute("DELETE FROM notification WHERE id = ?", third));
    assertThat(replay()).isEqualTo(new DeadLetters.Replayed(2, 0));
    drain(receiver(_ -> new Outcome.Delivered(200)));

    assertThat(received).containsExactly(first, second);
  }

  private UUID queueGroup() {
    UUID id = token();
    Instant now = clock.instant();
    outbox.queue(
        new Notification(
            id,
            new Notification.Address("team", "service=parking"),
            Optional.empty(),
            Optional.empty(),
            new Notification.Content(Kind.FIRING, "{}"),
            new Notification.Schedule(now, now, now.plus(Duration.ofHours(24)))));
    return id;
  }

  private List<DeadLetters.DeadLetter> deadLetters() {
    return jdbi.withHandle(
        handle -> letters.newest(new PostgresAlertTransaction(handle), Optional.empty(), 10));
  }

  private DeadLetters.Replayed replay() {
    Instant now = clock.instant();
    return jdbi.inTransaction(handle ->
        letters.replay(new PostgresAlertTransaction(handle), "team", now, now.plusSeconds(60)));
  }

  @Test
  void whatStandsIsTheNewestOfEachOpenAlertAndWhatEndedLately() {
    UUID open = alert();
    queue(open, Optional.empty(), Kind.FIRING, "first");
    queue(open, Optional.empty(), Kind.FIRING, "again");
    UUID over = alert();
    queue(over, Optional.empty(), Kind.FIRING, "began");
    queue(over, Optional.empty(), Kind.RESOLVED, "ended");
    jdbi.useHandle(
        handle -> handle.execute("UPDATE alert SET state = 'RESOLVED' WHERE id = ?", over));

    Instant begun = clock.instant();
    assertThat(outbox.standing("team", begun.minusSeconds(1)))
        .containsExactlyInAnyOrder(
            new Outbox.Standing(Optional.of(open), "again"),
            new Outbox.Standing(Optional.empty(), "ended"));
    assertThat(outbox.standing("team", begun))
        .extracting(Outbox.Standing::body)
        .containsExactly("again");
    assertThat(outbox.standing("another", begun.minusSeconds(1))).isEmpty();
  }

  @Test
  void eachTryIsKept() throws Exception {
    queue(alert());
    Receiver flaky =
        receiver(_ ->
            received.size() < 3
                ? new Outcome.Retryable(OptionalInt.empty(), "ConnectException", Optional.empty())
                : new Outcome.Delivered(204));

    for (int i = 0; i < 3; i++) {
      dispatcher().deliverDue(flaky);
      clock.advance(Duration.ofSeconds(10));
    }

    assertThat(
            texts(
                "SELECT attempt || ' ' || outcome || ' ' || detail FROM delivery ORDER BY attempt"))
        .containsExactly(
            "1 RETRYABLE ConnectException", "2 RETRYABLE ConnectException", "3 DELIVERED HTTP 204");
  }

  private int drain(Receiver receiver) throws InterruptedException {
    int sent = 0;
    int now;
    do {
      now = dispatcher().deliverDue(receiver);
      sent += now;
    } while (now > 0);
    return sent;
  }

  private Dispatcher dispatcher() {
    return dispatcher(4);
  }

  private Dispatcher dispatcher(int claimMax) {
    DispatchLimits limits =
        new DispatchLimits(
            claimMax,
            DispatchLimits.DEFAULT.lease(),
            DispatchLimits.DEFAULT.poll(),
            RetrySchedule.DEFAULT);
    return new Dispatcher(
        outbox,
        limits,
        Optional.of("operations"),
        UnaryOperator.identity(),
        new Dispatcher.Sources(clock, random, this::token, executor));
  }

  private synchronized UUID token() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private Outbox.Leased claim() {
    Instant now = clock.instant();
    return outbox.claim(new Outbox.Claim("team", 1, now, now.plusSeconds(60), token())).getFirst();
  }

  private Receiver receiver(Function<Receiver.Message, Outcome> answer) {
    return new Receiver() {
      @Override
      public String name() {
        return "team";
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public String endpoint() {
        return "https://hooks.example.org/";
      }

      @Override
      public Outcome deliver(Message message, Instant now) {
        received.add(message.id());
        return answer.apply(message);
      }
    };
  }

  private UUID queue(UUID alert) {
    return queue(alert, Optional.empty(), Kind.FIRING);
  }

  private UUID queue(UUID alert, Optional<String> deadLetterTo, Kind kind) {
    return queue(alert, deadLetterTo, kind, "{}");
  }

  private UUID queue(UUID alert, Optional<String> deadLetterTo, Kind kind, String body) {
    UUID id = token();
    Instant now = clock.instant();
    outbox.queue(
        new Notification(
            id,
            new Notification.Address("team", "service=" + alert, deadLetterTo),
            Optional.of(alert),
            Optional.empty(),
            new Notification.Content(kind, body),
            new Notification.Schedule(now, now, now.plus(Duration.ofHours(24)))));
    return id;
  }

  private UUID alert() {
    UUID id = token();
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                INSERT INTO alert (id, rule, kind, severity, stream, state, pending_at, window_start, window_zone, n, because)
                VALUES (:id, 'r', 'THRESHOLD', 'WARNING', '', 'FIRING', now(), now(), 'UTC', 0, '')
                """)
            .bind("id", id)
            .execute());
    return id;
  }

  private List<String> texts(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
