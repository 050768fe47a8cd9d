package org.onthaal.aggregation;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.canary.CanaryRuns;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.evaluate.BacktestBudget;
import org.onthaal.aggregation.evaluate.DropBacktest;
import org.onthaal.aggregation.evaluate.DropRecord;
import org.onthaal.aggregation.evaluate.DropStore;
import org.onthaal.aggregation.evaluate.PostgresDropStore;
import org.onthaal.aggregation.evaluate.absence.AbsenceRecord;
import org.onthaal.aggregation.evaluate.budget.BudgetWatch;
import org.onthaal.aggregation.evaluate.kiosk.KioskRound;
import org.onthaal.aggregation.fold.FoldStep;
import org.onthaal.aggregation.fold.TallyStore;
import org.onthaal.aggregation.heartbeat.Backlog;
import org.onthaal.aggregation.heartbeat.HeartbeatCounts;
import org.onthaal.aggregation.notify.Dispatcher;
import org.onthaal.aggregation.notify.Outbox;
import org.onthaal.aggregation.notify.group.GroupLoop;
import org.onthaal.aggregation.notify.group.GroupStore;
import org.onthaal.aggregation.notify.send.AddressGuard;
import org.onthaal.aggregation.notify.trial.Trial;
import org.onthaal.aggregation.operate.AlertGrpcService;
import org.onthaal.aggregation.operate.AlertHttpService;
import org.onthaal.aggregation.operate.DeadLetterDesk;
import org.onthaal.aggregation.operate.DeadLetterGrpcService;
import org.onthaal.aggregation.operate.SilenceGrpcService;
import org.onthaal.aggregation.operate.Watching;
import org.onthaal.aggregation.reload.AlertFiles;
import org.onthaal.aggregation.reload.Reading;
import org.onthaal.aggregation.reload.Reload;
import org.onthaal.aggregation.reload.ReloadLoop;
import org.onthaal.aggregation.reload.RulesFile;

/// Wires rules, alerts and notifications for [AggregationServer]: a step of the fold, a dispatcher,
/// two doors. What the files say stands behind one reference, and is replaced as a whole when they
/// change.
public final class Alerting implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("org.onthaal.aggregation.reload");

  private final InForce.Lasting lasting;
  private final AtomicReference<InForce> inForce;
  private final AddressGuard guard;
  private final Watching watching;
  private final Operating operating;
  private final BudgetWatch budget;
  private final GroupLoop groups;
  private final Repetitions repetitions;
  private final Reload reload;
  private final ReloadLoop reloading;
  private final Configuring configuring;
  private final ExecutorService executor;
  private final ReentrantLock replacing = new ReentrantLock();
  private boolean closed;

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
      BudgetWatch.Streams streams,
      AbsenceRecord.Source absences,
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
  /// @param backtests how long one may take
  public record Doors(
      ZoneId zone,
      Duration watchEvery,
      Duration heartbeat,
      int watchersMax,
      int bodyBytesMax,
      Admission admission,
      BacktestBudget.Patience backtests) {}

  private Alerting(AlertSettings settings, AlertFiles files, Reading.Valid first, Parts parts) {
    this.executor = Executors.newVirtualThreadPerTaskExecutor();
    AlertSettings.Notify notify = settings.sending();
    this.guard =
        new AddressGuard(
            AddressGuard.Names.system(), notify.allowLoopback(), notify.allowedNetworks());
    Receivers receivers = new Receivers(guard, notify.receiver(), executor);
    GoneReceivers gone = new GoneReceivers(parts.outbox(), parts.groups(), parts.clock());
    DropStore drops = new PostgresDropStore(parts.operated().silences());
    this.lasting =
        new InForce.Lasting(
            settings,
            parts,
            drops,
            receivers,
            gone,
            new Dispatcher.Sources(
                parts.clock(), parts.random(), () -> token(parts.random()), executor));
    this.inForce = new AtomicReference<>(new InForce(first, lasting));
    this.watching =
        new Watching(
            parts.doors().watchEvery(), parts.doors().heartbeat(), parts.doors().watchersMax());
    this.budget = new BudgetWatch(() -> inForce.get().rules(), parts.streams());
    this.operating =
        new Operating(
            parts,
            drops,
            heard(inForce),
            new DeadLetterDesk.Telling(() -> inForce.get().routes(), notify.giveUpAfter()),
            watching);
    this.groups = new GroupLoop(parts.groups(), () -> inForce.get().groups());
    this.repetitions =
        new Repetitions(
            receivers,
            parts.outbox(),
            alerts -> inForce.get().later().quiet(alerts),
            executor,
            parts.clock());
    this.reload = new Reload(files, first, new Replacement(), parts.clock());
    this.configuring =
        new Configuring(
            new Configuring.Standing(
                new RulesFile(settings.files().rules(), settings.files().editable()),
                () -> inForce.get().routes(),
                reload::state),
            new Trial(receivers::trial, () -> token(parts.random())),
            parts.clock(),
            parts.doors().bodyBytesMax());
    this.reloading = new ReloadLoop(this::look, settings.files().reloadEvery());
  }

  private static Operating.Heard heard(AtomicReference<InForce> inForce) {
    return new Operating.Heard(
        (transaction, alert, transition) ->
            inForce.get().listener().happened(transaction, alert, transition),
        (transaction, alert, action) ->
            inForce.get().acknowledgements().acknowledged(transaction, alert, action));
  }

  /// Reads the files; neither thread nor connection is used before [#start()].
  ///
  /// @throws IllegalArgumentException with every problem of the files
  public static Alerting create(AlertSettings settings, Parts parts) {
    AlertFiles files = new AlertFiles(settings.files().rules(), settings.files().routes());
    return switch (files.read()) {
      case Reading.Valid valid -> new Alerting(settings, files, valid, parts);
      case Reading.Invalid(List<String> problems, _) ->
          throw new IllegalArgumentException(String.join("\n", problems));
    };
  }

  /// Whether drop rules keep the budget of their file.
  BudgetWatch budget() {
    return budget;
  }

  /// What waits to be told.
  Outbox outbox() {
    return lasting.parts().outbox();
  }

  /// How the last change of the files fared.
  Reload reload() {
    return reload;
  }

  /// Judges kiosks now.
  KioskRound kiosks() {
    return inForce.get().kiosks();
  }

  /// What judges, tells and sends now.
  InForce inForce() {
    return inForce.get();
  }

  /// Whether what waits would arrive.
  Watchdog watchdog() {
    return inForce.get().watchdog();
  }

  private static UUID token(RandomGenerator random) {
    return new UUID(random.nextLong(), random.nextLong());
  }

  /// Runs in each transaction of the fold.
  public FoldStep step() {
    return (transaction, change) -> inForce.get().folded(transaction, change);
  }

  public AlertGrpcService grpc() {
    return operating.alerts();
  }

  public SilenceGrpcService silences() {
    return operating.silences();
  }

  public DeadLetterGrpcService deadLetters() {
    return operating.deadLetters();
  }

  /// What people see and change of rules and routes.
  Configuring configuring() {
    return configuring;
  }

  public AlertHttpService http() {
    return operating.http();
  }

  /// For the person who starts the service: how much is watched, and where messages may go.
  public String description() {
    return size(inForce.get()) + "; webhooks: " + guard.description();
  }

  private static String size(InForce said) {
    return "%d rules, %d receivers"
        .formatted(said.rules().rules().size(), said.routes().receivers().size());
  }

  /// Starts sending; the database's schema must be of this version.
  public void start() {
    InForce first = inForce.get();
    lasting.gone().begin(first.routes(), first.ownReceivers());
    first.start(executor);
    groups.start(executor, lasting.parts().clock());
    repetitions.follow(first.routes());
    reloading.start(executor);
  }

  private void look() {
    reload.look();
    lasting.gone().giveUp();
  }

  /// What becomes of a change of the files.
  private final class Replacement implements Reload.Listener {
    @Override
    public void changed(Reading.Valid reading) {
      replacing.lock();
      try {
        if (!closed) {
          put(new InForce(reading, lasting));
        }
      } finally {
        replacing.unlock();
      }
    }

    @Override
    public void refused(List<String> problems) {
      LOG.log(
          System.Logger.Level.WARNING,
          () ->
              "alerts: %s stay in force, the changed files cannot be used:\n%s"
                  .formatted(size(inForce.get()), String.join("\n", problems)));
    }

    @Override
    public void restored() {
      LOG.log(
          System.Logger.Level.INFO,
          () -> "alerts: the files say again what is in force: " + size(inForce.get()));
    }
  }

  /// From here on every transaction uses the new one. What the old one is sending is leased, so
  /// that both may run for a moment.
  private void put(InForce after) {
    InForce before = inForce.getAndSet(after);
    after.start(executor);
    repetitions.follow(after.routes());
    lasting.gone().changed(before.routes(), after.routes());
    LOG.log(
        System.Logger.Level.INFO, () -> "alerts: the files changed, now in force: " + size(after));
    before.close();
  }

  /// Ends live answers, so that the doors can drain.
  public void endWatches() {
    watching.end();
  }

  @Override
  public void close() {
    watching.end();
    reloading.close();
    replacing.lock();
    try {
      closed = true;
      groups.close();
      repetitions.close();
      inForce.get().close();
    } finally {
      replacing.unlock();
    }
    executor.shutdownNow();
  }
}
