package org.onthaal.sdk;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.onthaal.sdk.internal.Clients;
import org.onthaal.sdk.internal.Protos;
import org.onthaal.sdk.internal.RatingCheck;
import org.onthaal.sdk.internal.RatingIds;
import org.onthaal.sdk.internal.delivery.Delivery;
import org.onthaal.sdk.internal.delivery.GrpcTransport;
import org.onthaal.sdk.internal.delivery.Pending;
import org.onthaal.sdk.internal.delivery.Tally;
import org.onthaal.sdk.internal.delivery.Transport;
import org.onthaal.sdk.internal.score.GrpcScores;
import org.onthaal.sdk.internal.score.ScoreSource;

/**
 * Sends ratings, and keeps them until the server has them. One per application is enough; all
 * methods may be called by many threads at once.
 *
 * <p>Nothing that the network, the server or the disk does makes a method throw: what holds is in
 * the {@link Submission}, what was lost in {@link #stats()} and told to the {@link
 * FeedbackListener}, and why nothing arrives in {@link #health()}.
 *
 * {@snippet :
 * try (FeedbackClient client = FeedbackClient.connect(
 *     FeedbackOptions.builder("http://localhost:9080").spool(Path.of("/var/lib/permits/ratings")).build())) {
 *   client.submitDurable(Rating.csat(4).at("parking-permit"));
 * }
 * }
 */
public final class FeedbackClient implements AutoCloseable {
  private static final Clock CLOCK = Clock.systemUTC();

  private final FeedbackOptions options;
  private final Tally tally;
  private final Delivery delivery;
  private final Optional<ScoreSource> scores;
  private final Thread atShutdown;
  private @Nullable CloseReport closed;

  static {
    Clients.register(FeedbackClient::new);
  }

  private FeedbackClient(
      FeedbackOptions options, Transport transport, Optional<ScoreSource> scores) {
    this.options = options;
    this.scores = scores;
    this.tally = new Tally(options.listener());
    this.delivery = open(options, transport, tally);
    this.atShutdown = new Thread(this::close, "onthaal-close");
    if (options.isClosedAtShutdown()) {
      Runtime.getRuntime().addShutdownHook(atShutdown);
    }
  }

  /**
   * Recovers what lies in the spool and starts to send it. Does not wait for the server, nor need
   * it.
   *
   * @param options where to, and how
   * @return a client that is to be closed
   * @throws FeedbackConfigurationException when the spool's folder or a certificate cannot be used
   */
  public static FeedbackClient connect(FeedbackOptions options) {
    return new FeedbackClient(options, transport(options), scores(options));
  }

  private static Transport transport(FeedbackOptions options) {
    try {
      return new GrpcTransport(options.target(options.endpoint()), CLOCK);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static Optional<ScoreSource> scores(FeedbackOptions options) {
    try {
      return options.scores().isEmpty()
          ? Optional.empty()
          : Optional.of(new GrpcScores(options.target(options.scores().get())));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static FeedbackConfigurationException unreadable(IOException e) {
    return new FeedbackConfigurationException(
        List.of(new Violation("trust, certificate", "INVALID", "certificates in PEM: " + e)));
  }

  private static Delivery open(FeedbackOptions options, Transport transport, Tally tally) {
    try {
      return new Delivery(settings(options), transport, tally);
    } catch (IOException e) {
      transport.close();
      throw new FeedbackConfigurationException(
          List.of(new Violation("spool", "INVALID", "a folder that can be written to: " + e)));
    }
  }

  private static Delivery.Settings settings(FeedbackOptions options) {
    return new Delivery.Settings(
        options.spool(),
        options.spoolBytes(),
        options.spoolPolicy(),
        options.queueBytes(),
        options.batchSize(),
        options.callTimeout(),
        options.keepFor(),
        options.retryFirst(),
        options.retryMax());
  }

  /**
   * Takes a rating into memory; it goes on to the disk and the server by itself. Does not wait for
   * either.
   *
   * @param rating what a person answered
   * @return {@link Submission.Queued}, or {@link Submission.Rejected} with the reason
   */
  public Submission submit(Rating rating) {
    return submit(rating, null);
  }

  /**
   * Takes a rating and waits until it is on the disk, as one of all that come at the same time.
   *
   * @param rating what a person answered
   * @return {@link Submission.Durable}; {@link Submission.Queued} without a spool, or when the disk
   *     takes longer than {@link FeedbackOptions.Builder#durableTimeout(Duration)}; {@link
   *     Submission.Rejected} with the reason
   */
  public Submission submitDurable(Rating rating) {
    CompletableFuture<Submission> waiter = new CompletableFuture<>();
    Submission offered = submit(rating, waiter);
    if (!offered.isAccepted()) {
      return offered;
    }
    return within(options.durableTimeout(), waiter, offered);
  }

  /**
   * Takes a rating and waits until the server has it.
   *
   * @param rating what a person answered
   * @param timeout how long to wait for the server, after the disk has it
   * @return {@link Submission.Delivered}; what {@link #submitDurable(Rating)} says when the server
   *     takes longer; {@link Submission.Rejected} with the reason
   */
  public Submission submitAndWait(Rating rating, Duration timeout) {
    RatingId id = rating.id().orElseGet(() -> RatingIds.next(CLOCK.millis()));
    CompletableFuture<Submission> outcome = tally.outcome(id);
    try {
      Submission submission = submitDurable(rating.id(id));
      return submission.isAccepted() ? within(timeout, outcome, submission) : submission;
    } finally {
      tally.forget(id);
    }
  }

  /** What comes in time, or else what was promised before. */
  private static Submission within(
      Duration timeout, CompletableFuture<Submission> outcome, Submission before) {
    try {
      return outcome.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      outcome.complete(before); // from now on nobody waits for it
      return outcome.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      outcome.complete(before);
      return outcome.join();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an outcome is never failed", e);
    }
  }

  private Submission submit(Rating rating, @Nullable CompletableFuture<Submission> waiter) {
    RatingId id = rating.id().orElseGet(() -> RatingIds.next(CLOCK.millis()));
    String touchpoint = rating.touchpoint().isEmpty() ? options.touchpoint() : rating.touchpoint();
    List<Violation> violations = RatingCheck.of(rating, touchpoint);
    if (!violations.isEmpty()) {
      tally.dropped(id, DropReason.REJECTED, violations.toString());
      return new Submission.Rejected(id, DropReason.REJECTED, violations);
    }
    byte[] payload = Protos.encode(rating, id, touchpoint, CLOCK.instant());
    if (payload.length > FeedbackOptions.RATING_BYTES_MAX) {
      tally.dropped(id, DropReason.TOO_LARGE, payload.length + " bytes");
      return new Submission.Rejected(id, DropReason.TOO_LARGE, List.of());
    }
    return delivery.offer(new Pending(id, payload, waiter));
  }

  /**
   * Waits until the server has everything that was submitted, except what is set aside.
   *
   * @param timeout how long at most
   * @return false when that took longer, or the thread was interrupted
   */
  public boolean flush(Duration timeout) {
    try {
      return delivery.flush(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * What became of all ratings.
   *
   * @return counts of this moment
   */
  public FeedbackStats stats() {
    return delivery.stats();
  }

  /**
   * Whether ratings arrive, and if not, why.
   *
   * @return as of the last call
   */
  public Health health() {
    return tally.health();
  }

  /**
   * Asks for figures, and waits for them. It is tried once: whoever shows figures knows best when
   * to ask again.
   *
   * @param query which figures
   * @param timeout how long to wait at most
   * @return {@link ScoreAnswer.Found}; {@link ScoreAnswer.Refused} with all that is wrong with the
   *     query; {@link ScoreAnswer.Unavailable} when there is no answer for now
   * @throws IllegalStateException when {@link FeedbackOptions.Builder#scores(String)} was not
   *     called
   */
  public ScoreAnswer scores(ScoreQuery query, Duration timeout) {
    return scores
        .orElseThrow(() ->
            new IllegalStateException(
                "scores: no address of the service that counts (expected: scores(\"http://localhost:9081\") in the options)"))
        .ask(query, timeout);
  }

  /** Closes within {@link FeedbackOptions.Builder#closeTimeout(Duration)}. */
  @Override
  public void close() {
    close(options.closeTimeout());
  }

  /**
   * Takes no more ratings, sends what waits while there is time, leaves the rest on the disk, and
   * ends. Calling it again changes nothing.
   *
   * @param timeout how long at most
   * @return what was delivered, is left on the disk, and was lost
   */
  public synchronized CloseReport close(Duration timeout) {
    CloseReport known = closed;
    if (known != null) {
      return known;
    }
    CloseReport report;
    try {
      report = delivery.close(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      FeedbackStats stats = delivery.stats();
      report =
          new CloseReport(
              stats.delivered(), stats.spooled() + stats.setAside(), stats.droppedInAll());
    }
    scores.ifPresent(ScoreSource::close);
    closed = report;
    leaveShutdown();
    return report;
  }

  private void leaveShutdown() {
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException e) {
      // The JVM ends, and this is its hook or runs beside it.
    }
  }
}
