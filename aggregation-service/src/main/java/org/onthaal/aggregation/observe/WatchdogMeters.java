package org.onthaal.aggregation.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.onthaal.aggregation.canary.CanaryRuns;
import org.onthaal.aggregation.heartbeat.HeartbeatCounts;

/// Whether alerts would arrive: how far evaluation is behind, heartbeats, and the canary.
public final class WatchdogMeters {
  private WatchdogMeters() {}

  /// How far evaluation is behind.
  ///
  /// @param behind empty until it is known
  public static void evaluation(MeterRegistry meters, Supplier<Optional<Duration>> behind) {
    Gauge.builder("onthaal.evaluate.behind.seconds", () -> seconds(behind.get()))
        .description("Age of what should have been judged and was not; NaN until it is known")
        .register(meters);
  }

  public static void heartbeats(MeterRegistry meters, HeartbeatCounts counts) {
    counts.each(count -> {
      counter("onthaal.heartbeat.sent", count.taken())
          .tag("receiver", count.receiver())
          .description("Heartbeats that the watcher outside took")
          .register(meters);
      counter("onthaal.heartbeat.not.taken", count.notTaken())
          .tag("receiver", count.receiver())
          .description("Heartbeats that the watcher outside did not take")
          .register(meters);
      count
          .withheld()
          .forEach((kind, number) ->
              counter("onthaal.heartbeat.withheld", number)
                  .tag("receiver", count.receiver())
                  .tag("reason", kind.name().toLowerCase(Locale.ROOT))
                  .description(
                      "Heartbeats that were not sent because an alert might not have arrived")
                  .register(meters));
    });
  }

  private static FunctionCounter.Builder<AtomicLong> counter(String name, AtomicLong number) {
    return FunctionCounter.builder(name, number, AtomicLong::doubleValue);
  }

  public static void canary(MeterRegistry meters, CanaryRuns runs) {
    Gauge.builder("onthaal.canary.success.timestamp.seconds", runs, WatchdogMeters::arrivedAt)
        .description("When the newest canary came back in time; NaN while none did")
        .register(meters);
    Gauge.builder("onthaal.canary.duration.seconds", runs, all -> seconds(all.standing().took()))
        .description("How long the newest canary that came back in time took")
        .register(meters);
    Gauge.builder("onthaal.canary.missed", runs, all -> all.standing().missed())
        .description("Nights on which no canary came back in time")
        .register(meters);
  }

  private static double arrivedAt(CanaryRuns runs) {
    return runs.standing()
        .arrivedAt()
        .map(Instant::toEpochMilli)
        .map(at -> at / 1000.0)
        .orElse(Double.NaN);
  }

  private static double seconds(Optional<Duration> duration) {
    return duration.map(Duration::toMillis).map(millis -> millis / 1000.0).orElse(Double.NaN);
  }
}
