package org.onthaal.sdk.internal.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.FeedbackListener;
import org.onthaal.sdk.Health;
import org.onthaal.sdk.RatingId;
import org.onthaal.sdk.Receipt;
import org.onthaal.sdk.Submission;

/** Counts what became of ratings, and tells the listener. */
public final class Tally {
  private static final Logger LOGGER = System.getLogger("org.onthaal.sdk");

  private final FeedbackListener listener;
  private final LongAdder delivered = new LongAdder();
  private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);
  private final Map<RatingId, CompletableFuture<Submission>> outcomes = new ConcurrentHashMap<>();
  private final Losses losses = new Losses();
  private volatile boolean listenerFailed;
  private volatile Health health = new Health(Health.State.DELIVERING, "");

  /** Starts with nothing. */
  public Tally(FeedbackListener listener) {
    this.listener = listener;
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, new LongAdder());
    }
  }

  void delivered(Receipt receipt) {
    delivered.increment();
    complete(receipt.id(), new Submission.Delivered(receipt));
    tell(hears -> hears.delivered(receipt));
  }

  /** The server will never take one. */
  void refused(@Nullable RatingId id, Reply.Item.Refused refused) {
    if (id != null) {
      complete(id, new Submission.Rejected(id, DropReason.REJECTED, refused.violations()));
    }
    dropped(id, DropReason.REJECTED, refused.detail());
  }

  /** One rating is lost. */
  public void dropped(@Nullable RatingId id, DropReason reason, String detail) {
    dropped(id, reason, 1, detail);
  }

  /** Some ratings are lost for one reason; the listener hears of each. */
  public void dropped(@Nullable RatingId id, DropReason reason, long count, String detail) {
    counter(reason).add(count);
    losses.add(reason, count);
    if (id != null) {
      complete(id, new Submission.Rejected(id, reason, List.of()));
    }
    for (long i = 0; i < count; i++) {
      tell(hears -> hears.dropped(Optional.ofNullable(id), reason, detail));
    }
  }

  /** What becomes of a rating, once it is known; to be forgotten by whoever asked. */
  public CompletableFuture<Submission> outcome(RatingId id) {
    return outcomes.computeIfAbsent(id, absent -> new CompletableFuture<>());
  }

  /** Nobody waits for it any longer. */
  public void forget(RatingId id) {
    outcomes.remove(id);
  }

  private void complete(RatingId id, Submission submission) {
    CompletableFuture<Submission> outcome = outcomes.get(id);
    if (outcome != null) {
      outcome.complete(submission);
    }
  }

  void health(Health.State state, String detail) {
    Health before = health;
    if (before.state() == state && before.detail().equals(detail)) {
      return;
    }
    Health now = new Health(state, detail);
    health = now;
    if (before.state() != state) {
      LOGGER.log(
          state == Health.State.DELIVERING ? Level.INFO : Level.WARNING,
          "ratings: {0} {1}",
          state,
          detail);
      tell(hears -> hears.healthChanged(now));
    }
  }

  /** The health as it is. */
  public Health health() {
    return health;
  }

  /** Ratings that the server acknowledged. */
  public long delivered() {
    return delivered.sum();
  }

  /** Ratings lost, by reason; without the reasons that never occurred. */
  public Map<DropReason, Long> dropped() {
    Map<DropReason, Long> counts = new EnumMap<>(DropReason.class);
    dropped.forEach((reason, count) -> {
      if (count.sum() > 0) {
        counts.put(reason, count.sum());
      }
    });
    return counts;
  }

  /** What the server does not know yet of these losses. */
  Losses losses() {
    return losses;
  }

  private LongAdder counter(DropReason reason) {
    LongAdder counter = dropped.get(reason);
    if (counter == null) {
      throw new IllegalStateException("no counter of " + reason);
    }
    return counter;
  }

  private void tell(Consumer<FeedbackListener> news) {
    try {
      news.accept(listener);
    } catch (RuntimeException e) {
      Level level = listenerFailed ? Level.DEBUG : Level.WARNING;
      listenerFailed = true;
      LOGGER.log(level, "a listener of ratings failed", e);
    }
  }
}
