package org.onthaal.aggregation;

import java.util.List;
import org.onthaal.aggregation.alert.AcknowledgementListener;
import org.onthaal.aggregation.alert.ActionStore;
import org.onthaal.aggregation.alert.AlertTransactions;
import org.onthaal.aggregation.alert.TransitionListener;
import org.onthaal.aggregation.evaluate.AlertActions;
import org.onthaal.aggregation.evaluate.Backtest;
import org.onthaal.aggregation.evaluate.DropStore;
import org.onthaal.aggregation.notify.replay.DeadLetters;
import org.onthaal.aggregation.notify.stage.WithheldStore;
import org.onthaal.aggregation.operate.ActionDesk;
import org.onthaal.aggregation.operate.ActionHttpService;
import org.onthaal.aggregation.operate.AlertDesk;
import org.onthaal.aggregation.operate.AlertGrpcService;
import org.onthaal.aggregation.operate.AlertHttpService;
import org.onthaal.aggregation.operate.DeadLetterDesk;
import org.onthaal.aggregation.operate.DeadLetterGrpcService;
import org.onthaal.aggregation.operate.DeadLetterHttpService;
import org.onthaal.aggregation.operate.EvidenceDesk;
import org.onthaal.aggregation.operate.EvidenceHttpService;
import org.onthaal.aggregation.operate.Shown;
import org.onthaal.aggregation.operate.SilenceDesk;
import org.onthaal.aggregation.operate.SilenceGrpcService;
import org.onthaal.aggregation.operate.SilenceHttpService;
import org.onthaal.aggregation.operate.Watching;
import org.onthaal.aggregation.silence.SilenceStore;

/// Wires what people do with alerts for [Alerting]: the doors and what is behind them.
final class Operating {
  private final AlertGrpcService alerts;
  private final AlertHttpService http;
  private final SilenceGrpcService silences;
  private final DeadLetterGrpcService deadLetters;

  /// Who is told of what happens.
  ///
  /// @param transitions that are not held back
  record Heard(TransitionListener transitions, AcknowledgementListener acknowledgements) {}

  /// Where it is kept.
  record Stores(
      AlertTransactions transactions,
      ActionStore actions,
      SilenceStore silences,
      WithheldStore withheld,
      DeadLetters deadLetters) {}

  /// @param drops what drop rules remember
  /// @param heard hears of what people do
  /// @param telling how dead letters are sent again
  Operating(
      Alerting.Parts parts,
      DropStore drops,
      Heard heard,
      DeadLetterDesk.Telling telling,
      Watching watching) {
    Stores stores = parts.operated();
    Alerting.Doors doors = parts.doors();
    Shown shown = new Shown(stores.actions(), parts.clock());
    AlertDesk desk =
        new AlertDesk(
            parts.store(),
            shown,
            new Backtest(parts.tallies(), parts.hours(), doors.backtests()),
            doors.zone(),
            doors.admission());
    ActionDesk actions =
        actionDesk(
            parts,
            shown,
            new AlertActions.Parts(
                stores.transactions(),
                parts.store(),
                stores.actions(),
                drops,
                heard.transitions(),
                heard.acknowledgements()));
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
    DeadLetterDesk deadLetterDesk = deadLetterDesk(parts, telling);
    this.deadLetters = new DeadLetterGrpcService(deadLetterDesk);
    this.http =
        new AlertHttpService(
            desk,
            watching,
            doors.bodyBytesMax(),
            List.of(
                new ActionHttpService(actions, doors.bodyBytesMax()),
                new EvidenceHttpService(evidence),
                new SilenceHttpService(silenceDesk, doors.bodyBytesMax()),
                new DeadLetterHttpService(deadLetterDesk, doors.bodyBytesMax())));
  }

  private static DeadLetterDesk deadLetterDesk(
      Alerting.Parts parts, DeadLetterDesk.Telling telling) {
    return new DeadLetterDesk(
        parts.operated().transactions(),
        parts.operated().deadLetters(),
        telling,
        parts.doors().admission(),
        parts.clock());
  }

  private static ActionDesk actionDesk(
      Alerting.Parts parts, Shown shown, AlertActions.Parts acting) {
    Stores stores = parts.operated();
    return new ActionDesk(
        new AlertActions(acting, parts.clock()),
        stores.actions(),
        stores.withheld(),
        shown,
        parts.doors().admission(),
        parts.clock());
  }

  AlertGrpcService alerts() {
    return alerts;
  }

  SilenceGrpcService silences() {
    return silences;
  }

  DeadLetterGrpcService deadLetters() {
    return deadLetters;
  }

  AlertHttpService http() {
    return http;
  }
}
