package org.onthaal.aggregation.notify.stage;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

  /// Those of these alerts that a silence matches now, each with the oldest one.
  Map<UUID, Quiet> quiet(AlertTransaction transaction, Collection<WithheldStore.Firing> alerts) {
    List<Silence> active = silences.active(transaction, clock.instant());
    Map<UUID, Quiet> quiet = new HashMap<>();
    for (WithheldStore.Firing alert : alerts) {
      active.stream()
          .filter(silence -> silence.matchers().matches(alert.subject()))
          .findFirst()
          .ifPresent(silence -> quiet.put(alert.id(), new Quiet(Withheld.SILENCED, silence.id())));
    }
    return quiet;
  }

  /// The time by which it judges.
  Instant now() {
    return clock.instant();
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
