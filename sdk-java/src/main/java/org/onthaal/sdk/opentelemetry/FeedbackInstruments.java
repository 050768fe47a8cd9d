package org.onthaal.sdk.opentelemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.Objects;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackStats;
import org.onthaal.sdk.Health;
import org.onthaal.sdk.internal.MeterNames;

/**
 * Tells OpenTelemetry what becomes of ratings. The client is read once per collection; a rating
 * costs nothing more. All reasons and states are there from the start, at zero.
 *
 * {@snippet :
 * FeedbackInstruments instruments = FeedbackInstruments.observe(client, GlobalOpenTelemetry.get());
 * }
 */
@SuppressWarnings("exports") // a module that lacks the library must compile
public final class FeedbackInstruments implements AutoCloseable {
  private static final String SCOPE = "org.onthaal.sdk";
  private static final String RATINGS = "{rating}";
  private static final String CLIENTS = "{client}";
  private static final AttributeKey<String> REASON = AttributeKey.stringKey(MeterNames.REASON);
  private static final AttributeKey<String> STATE = AttributeKey.stringKey(MeterNames.STATE);

  private final FeedbackClient client;
  private final Attributes attributes;
  private final ObservableLongMeasurement delivered;
  private final ObservableLongMeasurement dropped;
  private final ObservableLongMeasurement queued;
  private final ObservableLongMeasurement spooled;
  private final ObservableLongMeasurement setAside;
  private final ObservableLongMeasurement state;
  private final BatchCallback callback;

  private FeedbackInstruments(FeedbackClient client, Meter meter, Attributes attributes) {
    this.client = Objects.requireNonNull(client, "client");
    this.attributes = Objects.requireNonNull(attributes, "attributes");
    delivered = counter(meter, MeterNames.DELIVERED, MeterNames.DELIVERED_MEANS);
    dropped = counter(meter, MeterNames.DROPPED, MeterNames.DROPPED_MEANS);
    queued = upDown(meter, MeterNames.QUEUED, RATINGS, MeterNames.QUEUED_MEANS);
    spooled = upDown(meter, MeterNames.SPOOLED, RATINGS, MeterNames.SPOOLED_MEANS);
    setAside = upDown(meter, MeterNames.SET_ASIDE, RATINGS, MeterNames.SET_ASIDE_MEANS);
    state = upDown(meter, MeterNames.CLIENT_STATE, CLIENTS, MeterNames.CLIENT_STATE_MEANS);
    callback =
        meter.batchCallback(this::read, delivered, dropped, queued, spooled, setAside, state);
  }

  /**
   * Observes the only client of an application, until this is closed.
   *
   * @param client to be read
   * @param openTelemetry where its figures go
   * @return what ends it
   */
  public static FeedbackInstruments observe(FeedbackClient client, OpenTelemetry openTelemetry) {
    return observe(client, openTelemetry, Attributes.empty());
  }

  /**
   * Observes one of several clients, until this is closed.
   *
   * @param client to be read
   * @param openTelemetry where its figures go
   * @param attributes what tells it from the others
   * @return what ends it
   */
  public static FeedbackInstruments observe(
      FeedbackClient client, OpenTelemetry openTelemetry, Attributes attributes) {
    return new FeedbackInstruments(client, openTelemetry.getMeter(SCOPE), attributes);
  }

  private static ObservableLongMeasurement counter(Meter meter, String name, String means) {
    return meter.counterBuilder(name).setUnit(RATINGS).setDescription(means).buildObserver();
  }

  private static ObservableLongMeasurement upDown(
      Meter meter, String name, String unit, String means) {
    return meter.upDownCounterBuilder(name).setUnit(unit).setDescription(means).buildObserver();
  }

  private void read() {
    FeedbackStats stats = client.stats();
    delivered.record(stats.delivered(), attributes);
    queued.record(stats.queued(), attributes);
    spooled.record(stats.spooled(), attributes);
    setAside.record(stats.setAside(), attributes);
    for (DropReason each : DropReason.values()) {
      dropped.record(stats.dropped().getOrDefault(each, 0L), with(REASON, MeterNames.label(each)));
    }
    Health.State now = client.health().state();
    for (Health.State each : Health.State.values()) {
      state.record(each == now ? 1 : 0, with(STATE, MeterNames.label(each)));
    }
  }

  private Attributes with(AttributeKey<String> key, String value) {
    return attributes.toBuilder().put(key, value).build();
  }

  /** Observes no longer. The client stays open. */
  @Override
  public void close() {
    callback.close();
  }
}
