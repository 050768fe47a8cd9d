package org.onthaal.aggregation.notify.stage;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.notify.stage.WithheldStore.Firing;

/// Which alerts are not told now, although they fire. Asked whenever one would be told: at its
/// transition, after a wait, and before it is repeated.
public final class QuietAlerts {
  private final SilenceStage silence;
  private final InhibitStage inhibit;

  public QuietAlerts(SilenceStage silence, InhibitStage inhibit) {
    this.silence = silence;
    this.inhibit = inhibit;
  }

  /// Those of these alerts that a silence or another alert holds back, each with the reason; a
  /// silence is named first.
  public Map<UUID, Quiet> among(AlertTransaction transaction, Collection<Firing> alerts) {
    if (alerts.isEmpty()) {
      return Map.of();
    }
    Map<UUID, Quiet> quiet = new HashMap<>(silence.quiet(transaction, alerts));
    List<Firing> others = alerts.stream().filter(alert -> !quiet.containsKey(alert.id())).toList();
    quiet.putAll(inhibit.quiet(transaction, others));
    return quiet;
  }
}
