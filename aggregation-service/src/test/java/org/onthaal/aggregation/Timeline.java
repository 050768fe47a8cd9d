package org.onthaal.aggregation;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.onthaal.aggregation.alert.PostgresAlertDatabase;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.door.GrpcPatience;
import org.onthaal.aggregation.evaluate.BacktestBudget;
import org.onthaal.aggregation.fold.DatabaseFailedException;
import org.onthaal.aggregation.fold.DatabaseSettings;
import org.onthaal.aggregation.fold.FoldSettings;
import org.onthaal.aggregation.fold.FoldStep;
import org.onthaal.aggregation.fold.Folding;
import org.onthaal.aggregation.fold.PostgresTallyStore;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.notify.DispatchLimits;
import org.onthaal.aggregation.notify.RetrySchedule;
import org.onthaal.aggregation.notify.file.RouteFile;
import org.onthaal.aggregation.notify.send.ReceiverLimits;
import org.onthaal.aggregation.rule.RuleFile;
import org.onthaal.aggregation.tail.AdministrationFacts;
import org.onthaal.aggregation.tail.Answer;
import org.onthaal.aggregation.tail.Entry;
import org.onthaal.aggregation.tail.Place;
import org.onthaal.aggregation.tail.RatingFacts;
import org.onthaal.aggregation.tail.Reconnect;
import org.onthaal.testkit.TestClock;
import org.onthaal.testkit.TestPostgres;

/**
 * Ratings and time through the real fold into real alerts: a log in memory, a real PostgreSQL, a
 * clock that the test moves.
 */
final class Timeline implements AutoCloseable {
  static final String ADMINISTRATION = "Ville de Bruxelles";
  static final String SERVICE = "parking-permit";

  private static final FoldSettings FOLD =
      new FoldSettings(
          Duration.ofMillis(10),
          1_000,
          Duration.ZERO,
          Duration.ofHours(1),
          1_000,
          Duration.ofMillis(50),
          Duration.ofSeconds(15),
          Duration.ofMillis(50));
  private static final Duration RELOAD_EVERY = Duration.ofMillis(40);
  private static final Admission ADMISSION =
      new Admission(new Admission.Limits(16, 2, 16, Duration.ofMillis(100)), GrpcPatience::nanos);

  private final TestClock clock;
  private final TimelineLog log;
  private final DatabaseSettings database;
  private final Path folder;
  private final List<FoldStep> last = Collections.synchronizedList(new ArrayList<>());
  private Optional<Running> running = Optional.empty();
  private Supplier<Running> replica =
      () -> {
        throw new IllegalStateException("not started");
      };

  private record Running(PostgresTallyStore store, Alerting alerting, Folding folding) {}

  Timeline(Class<?> owner, Path folder, Instant start) {
    this.clock = new TestClock(start);
    this.log = new TimelineLog(clock);
    this.folder = folder;
    this.database =
        new DatabaseSettings(
            TestSchema.database(owner),
            "postgres",
            "",
            8,
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));
    log.append(
        List.of(
            new Entry.CatalogueChanged(
                new AdministrationFacts(
                    ADMINISTRATION, ZoneId.of("Europe/Brussels"), Map.of(), List.of()))));
  }

  /** Adds a step behind alerting in the fold's transaction; before {@link #start}. */
  Timeline andThen(FoldStep step) {
    last.add(step);
    return this;
  }

  Timeline start(String rules, String routes) throws Exception {
    return start(rules, routes, WatchdogSettings.DEFAULT);
  }

  Timeline start(String rules, String routes, WatchdogSettings watchdog) throws Exception {
    AlertSettings byDefault = AlertSettings.DEFAULT;
    AlertSettings settings =
        new AlertSettings(
            new AlertSettings.Files(
                Optional.of(write("rules.yaml", rules)),
                Optional.of(write("routes.yaml", routes)),
                false,
                RELOAD_EVERY),
            byDefault.cadence(),
            new AlertSettings.Notify(
                true,
                List.of(),
                byDefault.sending().giveUpAfter(),
                new DispatchLimits(
                    4, Duration.ofSeconds(60), Duration.ofMillis(20), RetrySchedule.DEFAULT),
                ReceiverLimits.DEFAULT),
            watchdog,
            byDefault.backtestMax());
    running = Optional.of(running(settings));
    replica = () -> running(settings);
    return settle();
  }

  /** A second process on the same database and log, with the same files; to be closed first. */
  AutoCloseable replica() {
    Running second = replica.get();
    return () -> stop(second);
  }

  private Running running(AlertSettings settings) {
    PostgresTallyStore store = PostgresTallyStore.connect(database, clock);
    Alerting alerting =
        Alerting.create(
            settings,
            PostgresAlerting.beside(
                store,
                clock,
                new Alerting.Doors(
                    ZoneId.of("Europe/Brussels"),
                    Duration.ofMillis(20),
                    Duration.ofMillis(60),
                    2,
                    1 << 20,
                    ADMISSION,
                    BacktestBudget.Patience.ENDLESS),
                new Random(1)));
    List<FoldStep> steps = new ArrayList<>(List.of(alerting.step()));
    steps.addAll(last);
    alerting.start();
    Folding folding =
        Folding.start(
            store,
            log,
            FOLD,
            () -> new Reconnect(Duration.ofMillis(10), Duration.ofMillis(50), new Random(2)),
            steps,
            clock);
    return new Running(store, alerting, folding);
  }

  Timeline ratings(int count, int score) {
    return ratings(count, score, false);
  }

  Timeline imported(int count, int score) {
    return ratings(count, score, true);
  }

  /** Ratings given so long ago that arrive now. */
  Timeline late(int count, int score, Duration ago) {
    RatingFacts facts = facts(clock.instant().minus(ago), score, false);
    return entries(Collections.nCopies(count, new Entry.Submitted(facts)));
  }

  private Timeline ratings(int count, int score, boolean imported) {
    RatingFacts facts = facts(clock.instant(), score, imported);
    return entries(Collections.nCopies(count, new Entry.Submitted(facts)));
  }

  /** Takes back one rating that was given so long ago. */
  Timeline erased(Duration ago, int score) {
    return entries(List.of(new Entry.Erased(facts(clock.instant().minus(ago), score, false))));
  }

  private static RatingFacts facts(Instant at, int score, boolean imported) {
    Place place = new Place(ADMINISTRATION, SERVICE, "desk-1", "KIOSK", "fr");
    Answer answer = new Answer("core", Metric.CSAT, OptionalInt.of(score));
    return new RatingFacts(place, at, at, imported, false, List.of(answer));
  }

  /** Appends one batch without waiting for the fold. */
  Timeline append(List<? extends Entry> entries) {
    log.append(List.copyOf(entries));
    return this;
  }

  /** Appends one batch. */
  Timeline entries(List<? extends Entry> entries) {
    log.append(List.copyOf(entries));
    // A time of its own, so that what follows is seen to include these.
    clock.advance(Duration.ofMillis(1));
    return settle();
  }

  Instant now() {
    return clock.instant();
  }

  /** Time without waiting for the fold, which may have no database. */
  Timeline pass(Duration by) {
    clock.advance(by);
    return this;
  }

  Timeline later(Duration by) {
    clock.advance(by);
    return settle();
  }

  /** Until the fold has heard of everything up to now and has committed it. */
  private Timeline settle() {
    Instant now = clock.instant();
    clock.advance(Duration.ofMillis(10));
    await("the fold to reach " + now)
        .pollInterval(Duration.ofMillis(5))
        .ignoreException(DatabaseFailedException.class)
        .until(() -> store().asOf().at().filter(at -> at.isAfter(now)).isPresent());
    return this;
  }

  /** The doors and what is behind them, while it runs. */
  Alerting alerting() {
    return running.orElseThrow().alerting();
  }

  PostgresTallyStore store() {
    return running.orElseThrow().store();
  }

  Folding folding() {
    return running.orElseThrow().folding();
  }

  /** Takes the database away from the service, or gives it back. */
  Timeline connections(boolean allowed) {
    String name = database.url().replaceFirst(".*/([^/?]+).*", "$1");
    String server = database.url().replace("/" + name, "/postgres");
    TestPostgres.execute(
        server, "ALTER DATABASE \"%s\" ALLOW_CONNECTIONS %s".formatted(name, allowed));
    if (!allowed) {
      TestPostgres.execute(
          server,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
              .formatted(name));
    }
    return this;
  }

  Jdbi database() {
    return PostgresAlertDatabase.over(running.orElseThrow().store().pool());
  }

  List<String> transitions() {
    return database()
        .withHandle(handle ->
            handle
                .createQuery("SELECT kind FROM transition ORDER BY rule, stream, sequence")
                .mapTo(String.class)
                .list());
  }

  List<String> sentences() {
    return database()
        .withHandle(handle ->
            handle
                .createQuery("SELECT because FROM alert ORDER BY pending_at")
                .mapTo(String.class)
                .list());
  }

  void stop() {
    running.ifPresent(Timeline::stop);
    running = Optional.empty();
  }

  private static void stop(Running parts) {
    parts.folding().close();
    parts.alerting().close();
    parts.store().close();
  }

  @Override
  public void close() {
    stop();
  }

  /** Changes both files while it runs, and waits until what they say is in force. */
  Timeline change(String rules, String routes) throws Exception {
    write("rules.yaml", rules);
    write("routes.yaml", routes);
    RuleFile watched = RuleFile.parse(rules);
    RouteFile told = RouteFile.parse(routes, name -> Files.readString(folder.resolve(name)));
    await("the change to be in force")
        .until(() ->
            watched.equals(new RuleFile.Valid(alerting().inForce().rules()))
                && told.equals(new RouteFile.Valid(alerting().inForce().routes())));
    return settle();
  }

  /** Replaces a file as a whole, by a rename. */
  Path write(String name, String text) throws Exception {
    Path next = Files.writeString(folder.resolve(name + ".next"), text);
    return Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
