package org.onthaal.sdk.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackStats;
import org.onthaal.sdk.Health;
import org.onthaal.sdk.internal.MeterNames;

/**
 * Tells Micrometer what becomes of ratings. Each meter reads the client when a registry is scraped;
 * a rating costs nothing more. All reasons and states are there from the start, at zero.
 *
 * {@snippet :
 * new FeedbackMeters(client).bindTo(registry);
 * }
 */
@SuppressWarnings("exports") // a module that lacks the library must compile
public final class FeedbackMeters implements MeterBinder {
  private final FeedbackClient client;
  private final List<Tag> tags;

  /**
   * Figures of the only client of an application.
   *
   * @param client kept alive by the application: a registry does not hold it
   */
  public FeedbackMeters(FeedbackClient client) {
    this(client, List.of());
  }

  /**
   * Figures of one of several clients.
   *
   * @param client kept alive by the application: a registry does not hold it
   * @param tags what tells it from the others; a registry keeps the first of two that have the same
   */
  public FeedbackMeters(FeedbackClient client, Iterable<Tag> tags) {
    this.client = Objects.requireNonNull(client, "client");
    List<Tag> own = new ArrayList<>();
    tags.forEach(own::add);
    this.tags = List.copyOf(own);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder(MeterNames.DELIVERED, client, from -> (double) from.stats().delivered())
        .description(MeterNames.DELIVERED_MEANS)
        .tags(tags)
        .register(registry);
    for (DropReason reason : DropReason.values()) {
      FunctionCounter.builder(MeterNames.DROPPED, client, from -> dropped(from.stats(), reason))
          .description(MeterNames.DROPPED_MEANS)
          .tags(tags)
          .tag(MeterNames.REASON, MeterNames.label(reason))
          .register(registry);
    }
    gauge(registry, MeterNames.QUEUED, MeterNames.QUEUED_MEANS, FeedbackStats::queued);
    gauge(registry, MeterNames.SPOOLED, MeterNames.SPOOLED_MEANS, FeedbackStats::spooled);
    gauge(registry, MeterNames.SET_ASIDE, MeterNames.SET_ASIDE_MEANS, FeedbackStats::setAside);
    for (Health.State state : Health.State.values()) {
      Gauge.builder(MeterNames.CLIENT_STATE, client, from -> from.health().state() == state ? 1 : 0)
          .description(MeterNames.CLIENT_STATE_MEANS)
          .tags(tags)
          .tag(MeterNames.STATE, MeterNames.label(state))
          .register(registry);
    }
  }

  private void gauge(
      MeterRegistry registry, String name, String means, ToLongFunction<FeedbackStats> figure) {
    Gauge.builder(name, client, from -> (double) figure.applyAsLong(from.stats()))
        .description(means)
        .tags(tags)
        .register(registry);
  }

  private static double dropped(FeedbackStats stats, DropReason reason) {
    return stats.dropped().getOrDefault(reason, 0L);
  }
}
