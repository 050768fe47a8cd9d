package org.onthaal.aggregation.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.onthaal.aggregation.reload.Reload;

/// Whether the rules and routes in force are those that stand in the files.
public final class ReloadMeters {
  private ReloadMeters() {}

  public static void register(MeterRegistry meters, Reload reload) {
    Gauge.builder("onthaal.rules.reload.ok", reload, all -> all.state().isOk() ? 1 : 0)
        .description("1: what stands in the files is in force; 0: it has mistakes, the old is kept")
        .register(meters);
    Gauge.builder(
            "onthaal.rules.reload.good.timestamp.seconds",
            reload,
            all -> all.state().goodAt().toEpochMilli() / 1000.0)
        .description("When the files could be used last, as they were read; Unix time")
        .register(meters);
  }
}
