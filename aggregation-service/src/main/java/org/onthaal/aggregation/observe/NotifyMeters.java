package org.onthaal.aggregation.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.onthaal.aggregation.notify.Outbox;

/// How much is still to be told, since when, and what nobody was told.
public final class NotifyMeters {
  private NotifyMeters() {}

  public static void register(MeterRegistry meters, Outbox outbox, InstantSource clock) {
    Gauge.builder("onthaal.notify.queued", outbox, all -> all.depth().queued())
        .description("Notifications that wait to be delivered")
        .register(meters);
    Gauge.builder("onthaal.notify.oldest.seconds", outbox, all -> age(all, clock))
        .description("Age of the oldest notification that waits; 0 when none does")
        .register(meters);
    Gauge.builder("onthaal.notify.dead", outbox, all -> all.depth().dead())
        .description("Notifications that were given up: a person must look")
        .register(meters);
  }

  private static double age(Outbox outbox, InstantSource clock) {
    return outbox
        .depth()
        .oldest()
        .map(queued -> Duration.between(queued, clock.instant()).toMillis() / 1000.0)
        .orElse(0.0);
  }
}
