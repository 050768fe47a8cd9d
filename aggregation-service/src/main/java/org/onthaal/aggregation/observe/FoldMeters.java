package org.onthaal.aggregation.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import org.onthaal.aggregation.fold.Folding;
import org.onthaal.aggregation.fold.Folding.Status.State;
import org.onthaal.aggregation.fold.PostgresTallyStore;
import org.onthaal.aggregation.fold.TallyStore;

/// How far the fold is behind, and whether a partition stopped.
public final class FoldMeters {
  private FoldMeters() {}

  public static void register(
      MeterRegistry meters, PostgresTallyStore store, Folding folding, InstantSource clock) {
    Gauge.builder("onthaal.fold.behind.seconds", store, lag(clock))
        .description("Age of the time before which everything is folded; NaN until it is known")
        .register(meters);
    Gauge.builder("onthaal.fold.quarantined", store, PostgresTallyStore::quarantined)
        .description("Log entries that could not be folded: a person must look")
        .register(meters);
    Gauge.builder("onthaal.fold.partitions.stopped", folding, FoldMeters::stopped)
        .description("Partitions whose log contradicts the checkpoint: a person must look")
        .register(meters);
  }

  private static ToDoubleFunction<TallyStore> lag(InstantSource clock) {
    return store ->
        store
            .asOf()
            .at()
            .map(at -> Duration.between(at, clock.instant()).toMillis() / 1000.0)
            .orElse(Double.NaN);
  }

  private static double stopped(Folding folding) {
    return folding.statuses().stream().filter(s -> s.state() == State.STOPPED).count();
  }
}
