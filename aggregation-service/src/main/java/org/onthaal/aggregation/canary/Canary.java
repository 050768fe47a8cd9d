package org.onthaal.aggregation.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.onthaal.aggregation.alert.AlertTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is due, and gives up what did not come back in time. One thread per process; any
/// number of processes may share the table.
///
/// All that it knows is in the table, so after a crash, or in another process, it goes on. Ratings
/// have ids of their night, so giving them twice counts them once.
final class Canary {
  private static final Logger LOG = LoggerFactory.getLogger(Canary.class);

  /// Whether it was on is seen by its having run at the same time on one of so many days before.
  private static final int DAYS_BACK = 7;

  /// Between two tries to give the ratings.
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final CanarySettings settings;
  private final CanaryScript script;
  private final Parts parts;
  private Instant nextTry = Instant.MIN;
  private Instant begun = Instant.MIN;

  /// What it works with.
  ///
  /// @param progress how far evaluation has come, in words, for whoever must find out why
  record Parts(
      CanaryRuns runs,
      CanaryIntake intake,
      AlertTransactions transactions,
      CanaryNews news,
      Supplier<String> progress) {}

  Canary(CanarySettings settings, Parts parts) {
    this.settings = settings;
    this.script = new CanaryScript(settings);
    this.parts = parts;
  }

  /// One look; often enough, and nothing is late.
  void look(Instant now) {
    begin(now);
    for (CanaryRuns.Run run : parts.runs().open()) {
      if (!now.isBefore(run.due().plus(settings.within()))) {
        giveUp(run.due(), now);
      } else if (run.sentAt().isEmpty() && !now.isBefore(nextTry)) {
        send(run, now);
      }
    }
  }

  private void begin(Instant now) {
    Instant due = settings.due(now);
    if (due.equals(begun)) {
      return;
    }
    boolean isInTime = now.isBefore(due.plus(settings.within()));
    if (isInTime || isSkipped(due)) {
      parts.runs().begin(due, now);
    }
    begun = due;
  }

  /// A night on which no process ran is a missed one, unless the canary was off, or due at another
  /// time.
  private boolean isSkipped(Instant due) {
    List<Instant> before =
        IntStream.rangeClosed(1, DAYS_BACK).mapToObj(days -> settings.before(due, days)).toList();
    return parts.runs().isAnyKnown(before);
  }

  private void send(CanaryRuns.Run run, Instant now) {
    Optional<String> trouble =
        parts.intake().give(settings.touchpoint(), script.ratings(run.due()));
    if (trouble.isEmpty()) {
      parts.runs().sent(run.due(), now);
      LOG.info("the canary of {} is sent", run.due());
      return;
    }
    nextTry = now.plus(RETRY);
    if (!trouble.equals(run.trouble())) {
      LOG.warn("the canary of {} cannot be sent: {}", run.due(), trouble.get());
      parts.runs().troubled(run.due(), trouble.get());
    }
  }

  private void giveUp(Instant due, Instant now) {
    Optional<Instant> waiting = parts.runs().waitingSince();
    String progress = parts.progress().get();
    Optional<String> because =
        parts
            .transactions()
            .transact(transaction -> {
              Optional<String> reason =
                  parts
                      .runs()
                      .giveUp(transaction, due, now)
                      .map(run -> reason(run, waiting, progress));
              reason.ifPresent(text -> parts.news().missed(transaction, due, text, now));
              return reason;
            });
    because.ifPresent(text -> LOG.warn("the canary of {} did not come back: {}", due, text));
  }

  private String reason(CanaryRuns.Run run, Optional<Instant> waiting, String progress) {
    String limit = "no alert within %d min; ".formatted(settings.within().toMinutes());
    if (run.sentAt().isEmpty()) {
      return limit + run.trouble().orElse("no aggregation-service was there to send ratings");
    }
    return limit
        + "the intake took the ratings at "
        + run.sentAt().get()
        + ", "
        + waiting
            .map(since -> "and the alert waits in the outbox since " + since)
            .orElse("and no alert was raised; " + progress);
  }
}
