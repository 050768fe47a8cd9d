package org.onthaal.feedback.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.onthaal.feedback.loss.LossReason;
import org.onthaal.feedback.loss.PostgresLosses;
import org.onthaal.feedback.store.StoreCounters;

/// The writers' counters as meters.
public final class IntakeMeters {
  private IntakeMeters() {}

  public static void register(MeterRegistry meters, StoreCounters counters, IntSupplier waiting) {
    outcome(meters, counters, "stored", StoreCounters::stored);
    outcome(meters, counters, "duplicate", StoreCounters::duplicates);
    outcome(meters, counters, "conflict", StoreCounters::conflicts);
    outcome(meters, counters, "overloaded", StoreCounters::overloaded);
    outcome(meters, counters, "unavailable", StoreCounters::unavailable);
    FunctionCounter.builder("onthaal.intake.batches", counters, StoreCounters::batches)
        .description("Transactions that stored ratings")
        .register(meters);
    FunctionCounter.builder(
            "onthaal.intake.conflict.batches", counters, StoreCounters::conflictBatches)
        .description("Batches whose COPY met an id that exists")
        .register(meters);
    Gauge.builder("onthaal.intake.waiting", waiting::getAsInt)
        .description("Ratings that wait for a commit")
        .register(meters);
  }

  /// Ratings where none should be, as they were last counted; not a number while the database does
  /// not answer.
  public static void registerStrays(MeterRegistry meters, Supplier<OptionalLong> count) {
    Gauge.builder("onthaal.store.default.partition.ratings", () -> number(count.get()))
        .description("Ratings outside the partition of their month; each is a reason to act")
        .register(meters);
  }

  /// What senders told that they lost.
  public static void registerLosses(MeterRegistry meters, PostgresLosses losses) {
    for (LossReason reason : LossReason.values()) {
      FunctionCounter.builder("onthaal.sender.losses", losses, of -> of.counted(reason))
          .tag("reason", reason.name().toLowerCase(Locale.ROOT))
          .description("Ratings that senders had and gave up, as they told it")
          .register(meters);
    }
  }

  private static double number(OptionalLong count) {
    return count.isPresent() ? count.getAsLong() : Double.NaN;
  }

  private static void outcome(
      MeterRegistry meters,
      StoreCounters counters,
      String outcome,
      ToDoubleFunction<StoreCounters> count) {
    FunctionCounter.builder("onthaal.intake.ratings", counters, count)
        .tag("outcome", outcome)
        .description("Ratings that reached the store")
        .register(meters);
  }
}
