package org.onthaal.aggregation.notify.alertmanager;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.onthaal.aggregation.notify.Outbox;
import org.onthaal.aggregation.notify.Outbox.Standing;
import org.onthaal.aggregation.notify.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats to an Alertmanager what fires, and for a while what is over.
///
/// Any number of processes may repeat the same: labels make it the same alert. What is lost is made
/// up for by the next repetition.
public final class Repetition implements AutoCloseable {
  static final Duration EVERY = Duration.ofSeconds(60);

  /// As long as Prometheus repeats an end; source: prometheus/prometheus `rules/alerting.go`,
  /// `resolvedRetention`.
  static final Duration RESOLVED_FOR = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(Repetition.class);

  private final String receiver;
  private final AlertmanagerSender sender;
  private final Outbox outbox;
  private final UnaryOperator<Set<UUID>> quiet;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /// @param quiet those of some alerts that are not to be repeated now: they end there by
  ///   themselves
  public Repetition(
      String receiver, AlertmanagerSender sender, Outbox outbox, UnaryOperator<Set<UUID>> quiet) {
    this.receiver = receiver;
    this.sender = sender;
    this.outbox = outbox;
    this.quiet = quiet;
  }

  public void start(ExecutorService executor, InstantSource clock) {
    executor.execute(() -> run(clock));
  }

  private void run(InstantSource clock) {
    try {
      while (!stopping.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          repeat(clock.instant());
        } catch (RuntimeException e) {
          LOG.warn("alerts are not repeated to {} this time: {}", receiver, e.toString());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Sends everything that stands and is not held back, in one request per instance; says how many
  /// messages that were.
  int repeat(Instant now) {
    List<String> standing = standing(now);
    if (!standing.isEmpty() && !(sender.push(standing, now) instanceof Outcome.Delivered)) {
      LOG.warn("no instance of {} took the repetition of {} alerts", receiver, standing.size());
    }
    return standing.size();
  }

  private List<String> standing(Instant now) {
    List<Standing> all = outbox.standing(receiver, now.minus(RESOLVED_FOR));
    Set<UUID> firing =
        all.stream().flatMap(one -> one.firing().stream()).collect(Collectors.toSet());
    Set<UUID> held = firing.isEmpty() ? Set.of() : quiet.apply(firing);
    return all.stream()
        .filter(one -> one.firing().filter(held::contains).isEmpty())
        .map(Standing::body)
        .toList();
  }

  @Override
  public void close() {
    stopping.countDown();
  }
}
