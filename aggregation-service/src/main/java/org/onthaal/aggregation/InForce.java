package org.onthaal.aggregation;

import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.onthaal.aggregation.alert.AcknowledgementListener;
import org.onthaal.aggregation.alert.DecidingRule;
import org.onthaal.aggregation.alert.TransitionListener;
import org.onthaal.aggregation.evaluate.DropStore;
import org.onthaal.aggregation.evaluate.LiveEvaluation;
import org.onthaal.aggregation.evaluate.LiveSession;
import org.onthaal.aggregation.evaluate.PostgresLiveSession;
import org.onthaal.aggregation.evaluate.absence.PostgresAbsenceStore;
import org.onthaal.aggregation.evaluate.kiosk.KioskRound;
import org.onthaal.aggregation.evaluate.kiosk.PostgresPlaces;
import org.onthaal.aggregation.fold.Change;
import org.onthaal.aggregation.fold.FoldStep;
import org.onthaal.aggregation.fold.FoldTransaction;
import org.onthaal.aggregation.notify.AcknowledgementNotifier;
import org.onthaal.aggregation.notify.DispatchLimits;
import org.onthaal.aggregation.notify.DispatchLoop;
import org.onthaal.aggregation.notify.Dispatcher;
import org.onthaal.aggregation.notify.Notifier;
import org.onthaal.aggregation.notify.QuarantineNotifier;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.notify.group.GroupPipeline;
import org.onthaal.aggregation.notify.stage.InhibitStage;
import org.onthaal.aggregation.notify.stage.LaterStage;
import org.onthaal.aggregation.notify.stage.QuietAlerts;
import org.onthaal.aggregation.notify.stage.SilenceStage;
import org.onthaal.aggregation.notify.stage.StagedNotifier;
import org.onthaal.aggregation.reload.Reading;
import org.onthaal.aggregation.rule.RuleSet;

/// Everything that follows from one reading of the rules and routes: what judges, tells and sends.
///
/// It is made as a whole and never changes; another reading makes another one, which goes on from
/// what is stored, as after a restart. A transaction uses one of them from begin to end.
final class InForce implements FoldStep, AutoCloseable {
  private final Reading.Valid reading;
  private final FoldStep evaluation;
  private final StagedNotifier listener;
  private final AcknowledgementListener acknowledgements;
  private final QuarantineNotifier quarantine;
  private final GroupPipeline groups;
  private final LaterStage later;
  private final Watchdog watchdog;
  private final DispatchLoop dispatching;
  private final KioskRound kiosks;
  private final LiveSession session = new PostgresLiveSession();

  /// What a change of the files leaves as it is.
  ///
  /// @param receivers keeps those whose entry stays the same
  /// @param gone knows those whose entry left
  record Lasting(
      AlertSettings settings,
      Alerting.Parts parts,
      DropStore drops,
      Receivers receivers,
      GoneReceivers gone,
      Dispatcher.Sources sources) {}

  InForce(Reading.Valid reading, Lasting lasting) {
    this.reading = reading;
    Alerting.Parts parts = lasting.parts();
    AlertSettings.Notify sending = lasting.settings().sending();
    RouteTable routes = reading.routes();
    Operating.Stores stores = parts.operated();
    SilenceStage silence = new SilenceStage(stores.silences(), stores.withheld(), parts.clock());
    QuietAlerts quiet =
        new QuietAlerts(silence, new InhibitStage(reading.rules(), stores.withheld()));
    this.later = new LaterStage(quiet, parts.store(), stores.withheld(), stores.transactions());
    this.listener =
        new StagedNotifier(
            quiet,
            silence,
            parts.store(),
            stores.withheld(),
            new Notifier(
                routes,
                new DecidingRule(reading.rules(), parts.store()),
                parts.outbox(),
                parts.groups(),
                parts.clock(),
                sending.giveUpAfter()));
    this.acknowledgements =
        new AcknowledgementNotifier(
            routes, parts.outbox(), parts.groups(), parts.clock(), sending.giveUpAfter());
    this.watchdog = new Watchdog(lasting.settings(), reading, parts);
    this.evaluation =
        new LiveEvaluation(
            watchdog.rules(),
            new LiveEvaluation.Parts(
                parts.tallies(),
                parts.store(),
                lasting.drops(),
                new PostgresAbsenceStore(),
                session,
                watchdog.listener(listener, lasting.drops())),
            lasting.settings().cadence());
    this.kiosks =
        new KioskRound(
            reading.rules(),
            new KioskRound.Parts(
                stores.transactions(),
                parts.store(),
                new PostgresPlaces(),
                listener,
                listener::review));
    this.quarantine =
        new QuarantineNotifier(routes, parts.outbox(), parts.clock(), sending.giveUpAfter());
    this.groups = new GroupPipeline(routes, lasting.gone()::contains, quiet, sending.giveUpAfter());
    this.dispatching = dispatching(lasting, routes, later, watchdog);
  }

  private static DispatchLoop dispatching(
      Lasting lasting, RouteTable routes, LaterStage later, Watchdog watchdog) {
    DispatchLimits limits = lasting.settings().sending().dispatch();
    Dispatcher dispatcher =
        new Dispatcher(
            lasting.parts().outbox(),
            limits,
            routes.metaReceiver(),
            later::sendable,
            lasting.sources());
    return new DispatchLoop(dispatcher, watchdog.receivers(lasting.receivers(), routes), limits);
  }

  RuleSet rules() {
    return reading.rules();
  }

  RouteTable routes() {
    return reading.routes();
  }

  /// Whether alerts would arrive.
  Watchdog watchdog() {
    return watchdog;
  }

  /// Names of receivers that no file names.
  Set<String> ownReceivers() {
    return watchdog.ownReceivers();
  }

  /// Hears of transitions that people make.
  TransitionListener listener() {
    return listener;
  }

  /// Hears who takes care of an alert.
  AcknowledgementListener acknowledgements() {
    return acknowledgements;
  }

  /// Judges kiosks.
  KioskRound kiosks() {
    return kiosks;
  }

  /// Asks again before what was told is repeated.
  LaterStage later() {
    return later;
  }

  /// Judges groups that are due.
  GroupPipeline groups() {
    return groups;
  }

  @Override
  public void folded(FoldTransaction transaction, Change change) {
    evaluation.folded(transaction, change);
    if (change.caughtUp()) {
      listener.review(session.join(transaction), change.partition());
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
  }

  /// Starts sending.
  void start(ExecutorService executor) {
    dispatching.start(executor);
    watchdog.start(executor);
  }

  /// Sends nothing new; waits a little for tries under way. Transactions that began with it may go
  /// on.
  @Override
  public void close() {
    watchdog.close();
    dispatching.close();
  }
}
