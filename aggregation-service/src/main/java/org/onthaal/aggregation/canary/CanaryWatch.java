package org.onthaal.aggregation.canary;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.onthaal.aggregation.alert.AlertTransactions;
import org.onthaal.aggregation.alert.TransitionListener;
import org.onthaal.aggregation.evaluate.DropStore;
import org.onthaal.aggregation.notify.Outbox;
import org.onthaal.aggregation.notify.Receiver;
import org.onthaal.aggregation.rule.RuleSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The canary as the process's wiring uses it: its rule, its listener, its receiver, and the loop
/// that sends it.
public final class CanaryWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CanaryWatch.class);

  /// How often a process looks; a small part of the shortest time within which it must be back.
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final CanarySettings settings;
  private final Parts parts;
  private final GrpcCanaryIntake intake;
  private final Canary canary;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /// What it takes from outside.
  ///
  /// @param metaReceiver who hears of a missed night
  /// @param giveUpAfter after this a notification that was never taken becomes a dead letter
  /// @param progress how far evaluation has come, in words
  public record Parts(
      CanaryRuns runs,
      Outbox outbox,
      AlertTransactions transactions,
      Optional<String> metaReceiver,
      Duration giveUpAfter,
      Supplier<String> progress) {}

  public CanaryWatch(CanarySettings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
    this.intake = GrpcCanaryIntake.connect(settings.door());
    this.canary =
        new Canary(
            settings,
            new Canary.Parts(
                parts.runs(),
                intake,
                parts.transactions(),
                new CanaryNews(parts.metaReceiver(), parts.outbox(), parts.giveUpAfter()),
                parts.progress()));
  }

  /// The rules of people and the canary's; only the latter judges the canary's ratings.
  public RuleSet rules(RuleSet people) {
    return people.reserving(settings.touchpoint(), new CanaryScript(settings).rule());
  }

  /// Hears of the canary's transitions first.
  public TransitionListener listener(
      TransitionListener people, DropStore drops, InstantSource clock) {
    return new CanaryListener(
        people,
        new CanaryListener.Stores(parts.runs(), parts.outbox(), drops),
        clock,
        parts.giveUpAfter());
  }

  public Receiver receiver() {
    return new LoopBack(parts.runs());
  }

  public void start(ExecutorService executor, InstantSource clock) {
    executor.execute(() -> run(clock));
  }

  private void run(InstantSource clock) {
    try {
      boolean failing = false;
      while (!stopping.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          canary.look(clock.instant());
          failing = false;
        } catch (RuntimeException e) {
          if (!failing) {
            LOG.warn("the canary rests, its table cannot be used: {}", e.toString());
          }
          failing = true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopping.countDown();
    intake.close();
  }
}
