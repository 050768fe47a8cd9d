package org.onthaal.aggregation.heartbeat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.onthaal.aggregation.alert.StoreFailedException;
import org.onthaal.aggregation.fold.DatabaseFailedException;
import org.onthaal.aggregation.notify.Outbox;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The heartbeat of one receiver: sent while nothing is in the way of an alert. One thread.
public final class Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final String WELL = "";
  private static final String NOT_TAKEN = "NOT_TAKEN";

  private final Receiver receiver;
  private final Signal signal;
  private final Signs signs;
  private final HeartbeatCounts.Count count;
  private String said = WELL;

  /// Sends one heartbeat; blocks until the other side has answered, and never throws for what it
  /// does.
  @FunctionalInterface
  public interface Signal {
    Outcome send(Instant now);
  }

  /// What tells whether an alert would arrive.
  public record Signs(EvaluationLag lag, Backlog backlog, HeartbeatLimits limits) {}

  public Heartbeat(Receiver receiver, Signal signal, Signs signs, HeartbeatCounts.Count count) {
    this.receiver = receiver;
    this.signal = signal;
    this.signs = signs;
    this.count = count;
  }

  String receiver() {
    return receiver.name();
  }

  /// Sends one, or says what is in the way; in the log only when that changes.
  public Optional<Obstacle> beat(Instant now) {
    Optional<Obstacle> obstacle = obstacle(now);
    if (obstacle.isPresent()) {
      count.withheld(obstacle.get().kind());
      say(obstacle.get().kind().name(), "is not sent: " + obstacle.get().detail());
      return obstacle;
    }
    Outcome outcome = signal.send(now);
    if (outcome instanceof Outcome.Delivered) {
      count.taken().incrementAndGet();
      say(WELL, "is sent again");
    } else {
      count.notTaken().incrementAndGet();
      say(NOT_TAKEN, "is not taken: " + detail(outcome));
    }
    return Optional.empty();
  }

  private void say(String what, String sentence) {
    if (!what.equals(said)) {
      if (what.equals(WELL)) {
        LOG.info("the heartbeat of {} {}", receiver.name(), sentence);
      } else {
        LOG.warn("the heartbeat of {} {}", receiver.name(), sentence);
      }
      said = what;
    }
  }

  private Optional<Obstacle> obstacle(Instant now) {
    try {
      return evaluation(now).or(() -> endpoint()).or(() -> waiting(now));
    } catch (StoreFailedException | DatabaseFailedException e) {
      return Optional.of(
          new Obstacle(Obstacle.Kind.DATABASE_SILENT, "the database does not answer: " + e));
    }
  }

  private Optional<Obstacle> evaluation(Instant now) {
    Optional<Duration> behind = signs.lag().at(now);
    if (behind.isEmpty()) {
      return Optional.of(
          new Obstacle(
              Obstacle.Kind.EVALUATION_UNKNOWN,
              "not every partition of the log has been heard of yet"));
    }
    Duration most = signs.limits().evaluationBehindMax();
    return behind
        .filter(lag -> lag.compareTo(most) > 0)
        .map(lag ->
            new Obstacle(
                Obstacle.Kind.EVALUATION_BEHIND,
                "evaluation is %d s behind (at most %d s)"
                    .formatted(lag.toSeconds(), most.toSeconds())));
  }

  private Optional<Obstacle> endpoint() {
    if (signs.backlog().isDisabled(new Outbox.Endpoint(receiver.name(), receiver.endpoint()))) {
      return Optional.of(
          new Obstacle(Obstacle.Kind.ENDPOINT_DISABLED, "its endpoint was disabled by a 410"));
    }
    return receiver.isReady()
        ? Optional.empty()
        : Optional.of(
            new Obstacle(Obstacle.Kind.ENDPOINT_RESTING, "the receiver rests after many failures"));
  }

  private Optional<Obstacle> waiting(Instant now) {
    Duration most = signs.limits().outboxWaitingMax();
    return signs
        .backlog()
        .dueSince(receiver.name(), now)
        .filter(since -> since.plus(most).isBefore(now))
        .map(since ->
            new Obstacle(
                Obstacle.Kind.NEWS_WAITING,
                "a notification has waited since %s (at most %d s)"
                    .formatted(since, most.toSeconds())));
  }

  private static String detail(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered(int status, String protocol) -> protocol + " " + status;
      case Outcome.Retryable(_, String detail, _) -> detail;
      case Outcome.Refused(_, String detail) -> detail;
      case Outcome.Partly(_, Outcome others) -> detail(others);
      case Outcome.Gone(String detail) -> detail;
    };
  }
}
