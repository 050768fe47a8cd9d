package org.onthaal.aggregation.notify.stage;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.notify.Withheld;
import org.onthaal.aggregation.silence.Silence;
import org.onthaal.aggregation.silence.SilenceStore;

/// Holds back what people asked not to be told.
public final class SilenceStage {
  private final SilenceStore silences;
  private final WithheldStore store;
  private final InstantSource clock;

  public SilenceStage(SilenceStore silences, WithheldStore store, InstantSource clock) {
    this.silences = silences;
    this.store = store;
    this.clock = clock;
  }

  Optional<Quiet> quiet(AlertTransaction transaction, Alert alert) {
    return silences.active(transaction, clock.instant()).stream()
        .filter(silence -> silence.matchers().matches(alert.subject()))
        .findFirst()
        .map(silence -> new Quiet(Withheld.SILENCED, silence.id()));
  }

  /// Ends the silences that were to end with this alert, which is over.
  void over(AlertTransaction transaction, Alert alert) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<Silence> ending =
        silences.active(transaction, now).stream()
            .filter(
                silence -> silence.endWhenResolved() && silence.matchers().matches(alert.subject()))
            .toList();
    if (ending.isEmpty()) {
      return;
    }
    List<WithheldStore.Firing> firing = store.firing(transaction, Optional.empty());
    for (Silence silence : ending) {
      if (firing.stream().noneMatch(other -> silence.matchers().matches(other.subject()))) {
        silences.end(transaction, silence.id(), new Silence.Ended(now, Optional.empty()));
      }
    }
  }
}
