package org.onthaal.aggregation;

import java.util.List;
import org.onthaal.aggregation.alert.ActionStore;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.AlertTransactions;
import org.onthaal.aggregation.alert.TransitionListener;
import org.onthaal.aggregation.evaluate.AlertActions;
import org.onthaal.aggregation.evaluate.Backtest;
import org.onthaal.aggregation.evaluate.DropStore;
import org.onthaal.aggregation.evaluate.PostgresDropStore;
import org.onthaal.aggregation.notify.stage.InhibitStage;
import org.onthaal.aggregation.notify.stage.SilenceStage;
import org.onthaal.aggregation.notify.stage.StagedNotifier;
import org.onthaal.aggregation.notify.stage.WithheldStore;
import org.onthaal.aggregation.operate.ActionDesk;
import org.onthaal.aggregation.operate.ActionHttpService;
import org.onthaal.aggregation.operate.AlertDesk;
import org.onthaal.aggregation.operate.AlertGrpcService;
import org.onthaal.aggregation.operate.AlertHttpService;
import org.onthaal.aggregation.operate.EvidenceDesk;
import org.onthaal.aggregation.operate.EvidenceHttpService;
import org.onthaal.aggregation.operate.Shown;
import org.onthaal.aggregation.operate.SilenceDesk;
import org.onthaal.aggregation.operate.SilenceGrpcService;
import org.onthaal.aggregation.operate.SilenceHttpService;
import org.onthaal.aggregation.operate.Watching;
import org.onthaal.aggregation.rule.RuleSet;
import org.onthaal.aggregation.silence.SilenceStore;

/// Wires what people do with alerts for [Alerting]: the stages before the notifier, and the doors.
final class Operating {
  private final DropStore drops;
  private final StagedNotifier listener;
  private final AlertGrpcService alerts;
  private final AlertHttpService http;
  private final SilenceGrpcService silences;

  /// Where it is kept.
  record Stores(
      AlertTransactions transactions,
      ActionStore actions,
      SilenceStore silences,
      WithheldStore withheld) {}

  /// @param notifier hears of what is not held back
  Operating(Alerting.Parts parts, RuleSet rules, TransitionListener notifier, Watching watching) {
    Stores stores = parts.operated();
    Alerting.Doors doors = parts.doors();
    this.drops = new PostgresDropStore(stores.silences());
    this.listener =
        new StagedNotifier(
            new SilenceStage(stores.silences(), stores.withheld(), parts.clock()),
            new InhibitStage(rules, stores.withheld()),
            parts.store(),
            stores.withheld(),
            notifier);
    Shown shown = new Shown(stores.actions(), parts.clock());
    AlertDesk desk =
        new AlertDesk(
            parts.store(),
            shown,
            new Backtest(parts.tallies(), parts.hours()),
            doors.zone(),
            doors.admission());
    ActionDesk actions = actionDesk(parts, shown);
    SilenceDesk silenceDesk =
        new SilenceDesk(
            stores.transactions(),
            stores.silences(),
            parts.store(),
            shown,
            doors.admission(),
            parts.clock());
    EvidenceDesk evidence =
        new EvidenceDesk(
            parts.store(), parts.records(), parts.absences(), shown, doors.admission());
    this.alerts = new AlertGrpcService(desk, actions, evidence, watching);
    this.silences = new SilenceGrpcService(silenceDesk);
    this.http =
        new AlertHttpService(
            desk,
            watching,
            doors.bodyBytesMax(),
            List.of(
                new ActionHttpService(actions, doors.bodyBytesMax()),
                new EvidenceHttpService(evidence),
                new SilenceHttpService(silenceDesk, doors.bodyBytesMax())));
  }

  private ActionDesk actionDesk(Alerting.Parts parts, Shown shown) {
    Stores stores = parts.operated();
    AlertActions actions =
        new AlertActions(
            new AlertActions.Parts(
                stores.transactions(), parts.store(), stores.actions(), drops, listener),
            parts.clock());
    return new ActionDesk(
        actions,
        stores.actions(),
        stores.withheld(),
        shown,
        parts.doors().admission(),
        parts.clock());
  }

  DropStore drops() {
    return drops;
  }

  /// Hears of transitions.
  TransitionListener listener() {
    return listener;
  }

  /// Tells what was held back and is no longer.
  void review(AlertTransaction transaction, int partition) {
    listener.review(transaction, partition);
  }

  AlertGrpcService alerts() {
    return alerts;
  }

  SilenceGrpcService silences() {
    return silences;
  }

  AlertHttpService http() {
    return http;
  }
}
