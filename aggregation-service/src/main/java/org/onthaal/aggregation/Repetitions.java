package org.onthaal.aggregation;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import org.onthaal.aggregation.notify.Outbox;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.notify.alertmanager.AlertmanagerSender;
import org.onthaal.aggregation.notify.alertmanager.Repetition;

/// Repeats to receivers that forget what is not repeated. A change of the files does not interrupt
/// it where the receiver's entry stays the same, or frequent changes would make it forget.
final class Repetitions implements AutoCloseable {
  private final Receivers receivers;
  private final Outbox outbox;
  private final UnaryOperator<Set<UUID>> quiet;
  private final ExecutorService executor;
  private final InstantSource clock;
  private Map<ReceiverSpec, Repetition> running = Map.of();

  /// @param quiet those of some alerts that are not to be repeated now
  Repetitions(
      Receivers receivers,
      Outbox outbox,
      UnaryOperator<Set<UUID>> quiet,
      ExecutorService executor,
      InstantSource clock) {
    this.receivers = receivers;
    this.outbox = outbox;
    this.quiet = quiet;
    this.executor = executor;
    this.clock = clock;
  }

  /// Repeats to those of the table from now on, and to no other.
  void follow(RouteTable table) {
    Map<ReceiverSpec, Repetition> before = new LinkedHashMap<>(running);
    Map<ReceiverSpec, Repetition> after = new LinkedHashMap<>();
    receivers
        .forgetful(table)
        .forEach((spec, sender) -> {
          Repetition kept = before.remove(spec);
          after.put(spec, kept == null ? started(spec, sender) : kept);
        });
    before.values().forEach(Repetition::close);
    running = after;
  }

  private Repetition started(ReceiverSpec spec, AlertmanagerSender sender) {
    Repetition repetition = new Repetition(spec.name(), sender, outbox, quiet);
    repetition.start(executor, clock);
    return repetition;
  }

  @Override
  public void close() {
    running.values().forEach(Repetition::close);
  }
}
