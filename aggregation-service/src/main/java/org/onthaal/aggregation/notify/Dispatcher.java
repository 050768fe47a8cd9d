package org.onthaal.aggregation.notify;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.onthaal.aggregation.alert.StableId;
import org.onthaal.aggregation.notify.Notification.Kind;
import org.onthaal.aggregation.notify.Outbox.Claim;
import org.onthaal.aggregation.notify.Outbox.Endpoint;
import org.onthaal.aggregation.notify.Outbox.Leased;
import org.onthaal.aggregation.notify.Outbox.Settlement;

/// Sends what is due and writes down what became of it. Any number of dispatchers may share an
/// outbox.
///
/// A crash between sending and writing down sends again, with the same id: at least once.
public final class Dispatcher {
  private final Outbox outbox;
  private final DispatchLimits limits;
  private final Optional<String> metaReceiver;
  private final UnaryOperator<List<Leased>> sendable;
  private final Sources sources;

  /// What a dispatcher takes from outside.
  ///
  /// @param tokens names a claim; must not repeat
  /// @param executor one task per notification under way
  public record Sources(
      InstantSource clock,
      RandomGenerator random,
      Supplier<UUID> tokens,
      ExecutorService executor) {}

  /// @param sendable what may be sent of what was taken; the rest is not this one's any more
  public Dispatcher(
      Outbox outbox,
      DispatchLimits limits,
      Optional<String> metaReceiver,
      UnaryOperator<List<Leased>> sendable,
      Sources sources) {
    this.outbox = outbox;
    this.limits = limits;
    this.metaReceiver = metaReceiver;
    this.sendable = sendable;
    this.sources = sources;
  }

  /// Sends what is due for one receiver and returns how many tries that took.
  public int deliverDue(Receiver receiver) throws InterruptedException {
    if (!receiver.isReady()) {
      return 0;
    }
    Instant now = sources.clock().instant();
    List<Leased> claimed =
        outbox.claim(
            new Claim(
                receiver.name(),
                limits.claimMax(),
                now,
                now.plus(limits.lease()),
                sources.tokens().get()));
    List<Future<?>> tries = new ArrayList<>();
    for (Leased leased : sendable.apply(claimed)) {
      tries.add(sources.executor().submit(() -> deliver(receiver, leased)));
    }
    for (Future<?> one : tries) {
      join(one);
    }
    return claimed.size();
  }

  private void deliver(Receiver receiver, Leased leased) {
    Receiver.Message message = new Receiver.Message(leased.id(), leased.body(), leased.takenBy());
    Outcome outcome = receiver.deliver(message, sources.clock().instant());
    Settlement settlement = settlement(leased, outcome);
    boolean held = outbox.settle(leased, settlement);
    if (held && settlement instanceof Settlement.Dead dead) {
      buried(receiver, leased, dead);
    }
  }

  private Settlement settlement(Leased leased, Outcome outcome) {
    Instant now = sources.clock().instant();
    return switch (outcome) {
      case Outcome.Delivered _ -> new Settlement.Done(now, outcome);
      case Outcome.Refused(_, String detail) -> new Settlement.Dead(now, outcome, detail);
      case Outcome.Gone(String detail) -> new Settlement.Dead(now, outcome, detail);
      case Outcome.Retryable(_, String detail, var retryAfter) -> {
        Instant next =
            now.plus(limits.retry().waitAfter(leased.attempts() + 1, retryAfter, sources.random()));
        yield next.isBefore(leased.expiresAt())
            ? new Settlement.Later(now, outcome, next)
            : new Settlement.Dead(now, outcome, "given up after the last try: " + detail);
      }
      case Outcome.Partly(_, Outcome others) -> partly(outcome, settlement(leased, others));
    };
  }

  /// As for the readers who do not have it; those who have it are remembered.
  private static Settlement partly(Outcome outcome, Settlement others) {
    return switch (others) {
      case Settlement.Done(Instant at, _) -> new Settlement.Done(at, outcome);
      case Settlement.Later(Instant at, _, Instant next) -> new Settlement.Later(at, outcome, next);
      case Settlement.Dead(Instant at, _, String reason) ->
          new Settlement.Dead(at, outcome, reason);
    };
  }

  /// A dead letter stays in the outbox for people to see; another receiver hears of it, if one is
  /// named.
  private void buried(Receiver receiver, Leased leased, Settlement.Dead dead) {
    Kind kind = Kind.DEAD_LETTER;
    if (dead.outcome() instanceof Outcome.Gone) {
      kind = Kind.RECEIVER_DISABLED;
      outbox.disable(new Endpoint(receiver.name(), receiver.endpoint()), dead.reason(), dead.at());
    }
    Optional<String> hearer =
        leased
            .address()
            .deadLetterTo()
            .or(() -> metaReceiver)
            .filter(name -> !name.equals(receiver.name()));
    if (hearer.isPresent()) {
      outbox.queue(trouble(kind, hearer.get(), leased, dead));
    }
  }

  private static Notification trouble(Kind kind, String to, Leased leased, Settlement.Dead dead) {
    UUID id = StableId.of("trouble", leased.id().toString());
    String body =
        MessageBody.ofTrouble(kind, leased.receiver(), leased.id(), dead.reason(), dead.at());
    return new Notification(
        id,
        new Notification.Address(to, "trouble=" + id),
        Optional.empty(),
        Optional.empty(),
        new Notification.Content(kind, body),
        new Notification.Schedule(dead.at(), dead.at(), leased.expiresAt()));
  }

  private static void join(Future<?> task) throws InterruptedException {
    try {
      task.get();
    } catch (ExecutionException e) {
      // The lease ends by itself and the notification is sent again; the caller logs and rests.
      throw new IllegalStateException("a delivery could not be written down", e.getCause());
    }
  }
}
