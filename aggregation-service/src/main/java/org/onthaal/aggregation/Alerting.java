package org.onthaal.aggregation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.canary.CanaryRuns;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.evaluate.DropBacktest;
import org.onthaal.aggregation.evaluate.DropRecord;
import org.onthaal.aggregation.evaluate.LiveEvaluation;
import org.onthaal.aggregation.evaluate.LiveSession;
import org.onthaal.aggregation.evaluate.PostgresLiveSession;
import org.onthaal.aggregation.fold.Change;
import org.onthaal.aggregation.fold.FoldStep;
import org.onthaal.aggregation.fold.TallyStore;
import org.onthaal.aggregation.heartbeat.Backlog;
import org.onthaal.aggregation.heartbeat.HeartbeatCounts;
import org.onthaal.aggregation.notify.DispatchLoop;
import org.onthaal.aggregation.notify.Dispatcher;
import org.onthaal.aggregation.notify.Notifier;
import org.onthaal.aggregation.notify.Outbox;
import org.onthaal.aggregation.notify.QuarantineNotifier;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.notify.alertmanager.Repetition;
import org.onthaal.aggregation.notify.file.RouteFile;
import org.onthaal.aggregation.notify.group.GroupLoop;
import org.onthaal.aggregation.notify.group.GroupPipeline;
import org.onthaal.aggregation.notify.group.GroupStore;
import org.onthaal.aggregation.notify.send.AddressGuard;
import org.onthaal.aggregation.operate.AlertGrpcService;
import org.onthaal.aggregation.operate.AlertHttpService;
import org.onthaal.aggregation.operate.SilenceGrpcService;
import org.onthaal.aggregation.operate.Watching;
import org.onthaal.aggregation.rule.FileProblem;
import org.onthaal.aggregation.rule.RuleFile;
import org.onthaal.aggregation.rule.RuleSet;

/// Wires rules, alerts and notifications for [AggregationServer]: a step of the fold, a dispatcher,
/// two doors.
public final class Alerting implements AutoCloseable {
  private final RuleSet rules;
  private final RouteTable routes;
  private final AddressGuard guard;
  private final FoldStep step;
  private final QuarantineNotifier quarantine;
  private final Watching watching;
  private final Operating operating;
  private final DispatchLoop loop;
  private final GroupLoop groups;
  private final List<Repetition> repetitions;
  private final Watchdog watchdog;
  private final Outbox outbox;
  private final ExecutorService executor;
  private final InstantSource clock;

  /// What alerting takes from outside.
  ///
  /// @param store of the same database as the tallies
  /// @param operated what people do with alerts, in the same database
  /// @param watched in the same database
  /// @param random unpredictable enough to name claims
  public record Parts(
      TallyStore tallies,
      AlertStore store,
      Outbox outbox,
      GroupStore groups,
      DropBacktest.Hours hours,
      DropRecord.Source records,
      Operating.Stores operated,
      Watched watched,
      InstantSource clock,
      Doors doors,
      RandomGenerator random) {}

  /// Where it is seen whether alerts would arrive.
  ///
  /// @param heartbeats of this process, counted as long as it lives
  public record Watched(Backlog backlog, CanaryRuns canaryRuns, HeartbeatCounts heartbeats) {}

  /// What the doors share with those of the figures.
  ///
  /// @param zone of back-tests that name none
  /// @param watchEvery how often a watcher looks for changes
  /// @param heartbeat how often, at least, a watcher over HTTP is written to
  /// @param watchersMax watchers at a time, per door
  /// @param bodyBytesMax of a back-test over HTTP
  /// @param admission lets calls to the database
  public record Doors(
      ZoneId zone,
      Duration watchEvery,
      Duration heartbeat,
      int watchersMax,
      int bodyBytesMax,
      Admission admission) {}

  private Alerting(AlertSettings settings, Said said, Parts parts) {
    this.clock = parts.clock();
    this.executor = Executors.newVirtualThreadPerTaskExecutor();
    this.rules = said.rules();
    this.routes = said.routes();
    AlertSettings.Notify notify = settings.sending();
    this.guard =
        new AddressGuard(
            AddressGuard.Names.system(), notify.allowLoopback(), notify.allowedNetworks());
    AlertStore store = parts.store();
    this.outbox = parts.outbox();
    this.watching =
        new Watching(
            parts.doors().watchEvery(), parts.doors().heartbeat(), parts.doors().watchersMax());
    this.operating =
        new Operating(
            parts,
            rules,
            new Notifier(routes, rules, outbox, parts.groups(), clock, notify.giveUpAfter()),
            watching);
    this.watchdog = new Watchdog(settings, rules, routes, parts);
    this.step =
        new LiveEvaluation(
            watchdog.rules(),
            new LiveEvaluation.Parts(
                parts.tallies(),
                store,
                operating.drops(),
                new PostgresLiveSession(),
                watchdog.listener(operating.listener(), operating.drops())),
            settings.cadence());
    this.quarantine = new QuarantineNotifier(routes, outbox, clock, notify.giveUpAfter());
    Dispatcher.Sources sources =
        new Dispatcher.Sources(clock, parts.random(), () -> token(parts.random()), executor);
    Receivers receivers = new Receivers(routes, guard, notify.receiver(), executor);
    this.groups = new GroupLoop(parts.groups(), new GroupPipeline(routes, notify.giveUpAfter()));
    this.repetitions = receivers.repetitions(outbox);
    this.loop =
        new DispatchLoop(
            new Dispatcher(outbox, notify.dispatch(), routes.metaReceiver(), sources),
            outbox,
            watchdog.receivers(receivers),
            notify.dispatch());
  }

  /// Reads the files; neither thread nor connection is used before [#start()].
  ///
  /// @throws IllegalArgumentException with every problem of the files
  public static Alerting create(AlertSettings settings, Parts parts) {
    return new Alerting(settings, Said.in(settings), parts);
  }

  /// What waits to be told.
  Outbox outbox() {
    return outbox;
  }

  /// Whether what waits would arrive.
  Watchdog watchdog() {
    return watchdog;
  }

  private static UUID token(RandomGenerator random) {
    return new UUID(random.nextLong(), random.nextLong());
  }

  /// Runs in each transaction of the fold.
  public FoldStep step() {
    LiveSession session = new PostgresLiveSession();
    return (transaction, change) -> {
      step.folded(transaction, change);
      if (change.caughtUp()) {
        operating.review(session.join(transaction), change.partition());
      }
      if (!change.quarantined().isEmpty()) {
        Change.Quarantined first = change.quarantined().getFirst();
        quarantine.quarantined(
            session.join(transaction),
            change.partition(),
            first.offset(),
            change.quarantined().size(),
            first.reason());
      }
    };
  }

  public AlertGrpcService grpc() {
    return operating.alerts();
  }

  public SilenceGrpcService silences() {
    return operating.silences();
  }

  public AlertHttpService http() {
    return operating.http();
  }

  /// For the person who starts the service: how much is watched, and where messages may go.
  public String description() {
    return "%d rules, %d receivers; webhooks: %s"
        .formatted(rules.rules().size(), routes.receivers().size(), guard.description());
  }

  /// Starts sending; the database's schema must be of this version.
  public void start() {
    loop.start(executor, clock);
    groups.start(executor, clock);
    repetitions.forEach(one -> one.start(executor, clock));
    watchdog.start(executor);
  }

  /// Ends live answers, so that the doors can drain.
  public void endWatches() {
    watching.end();
  }

  @Override
  public void close() {
    watching.end();
    watchdog.close();
    groups.close();
    repetitions.forEach(Repetition::close);
    loop.close();
    executor.shutdownNow();
  }

  /// What both files say, or everything that is wrong with either.
  private record Said(RuleSet rules, RouteTable routes) {
    static Said in(AlertSettings settings) {
      List<String> problems = new ArrayList<>();
      Said said =
          new Said(
              settings.rulesFile().map(file -> rules(file, problems)).orElse(RuleSet.EMPTY),
              settings.routesFile().map(file -> routes(file, problems)).orElse(RouteTable.EMPTY));
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(String.join("\n", problems));
      }
      return said;
    }

    private static RuleSet rules(Path file, List<String> problems) {
      Optional<RuleFile> read = text("rules.file", file, problems).map(RuleFile::parse);
      if (read.isPresent()) {
        switch (read.get()) {
          case RuleFile.Valid(RuleSet valid) -> {
            return valid;
          }
          case RuleFile.Invalid(List<FileProblem> all) -> problems.add(refusal(file, all));
        }
      }
      return RuleSet.EMPTY;
    }

    private static RouteTable routes(Path file, List<String> problems) {
      Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
      Optional<RouteFile> read =
          text("routes.file", file, problems)
              .map(yaml -> RouteFile.parse(yaml, RouteFile.SecretFiles.below(folder)));
      if (read.isPresent()) {
        switch (read.get()) {
          case RouteFile.Valid(RouteTable valid) -> {
            return valid;
          }
          case RouteFile.Invalid(List<FileProblem> all) -> problems.add(refusal(file, all));
        }
      }
      return RouteTable.EMPTY;
    }

    private static Optional<String> text(String key, Path file, List<String> problems) {
      try {
        return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
      } catch (IOException _) {
        problems.add(key + ": " + file + " (expected: a UTF-8 file that can be read)");
        return Optional.empty();
      }
    }

    private static String refusal(Path file, List<FileProblem> problems) {
      return problems.stream()
          .map(FileProblem::toString)
          .collect(Collectors.joining("\n  ", file + " cannot be used:\n  ", ""));
    }
  }
}
