package org.onthaal.aggregation.notify.webhook;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.ReceiverSpec.Signing;

/// Posts a signed message to one address. Safe for any thread.
public final class WebhookReceiver implements Receiver {
  private final ReceiverSpec spec;
  private final AddressGuard guard;
  private final ExecutorService executor;
  private final WebhookLimits limits;
  private final CircuitBreaker breaker;

  /// A receiver as the routes file describes it.
  ///
  /// @param executor one task per try, so that a try ends in time whatever the other side does
  public WebhookReceiver(
      ReceiverSpec spec, AddressGuard guard, WebhookLimits limits, ExecutorService executor) {
    this.spec = spec;
    this.guard = guard;
    this.limits = limits;
    this.executor = executor;
    this.breaker =
        CircuitBreaker.of(
            spec.name(),
            CircuitBreakerConfig.custom()
                .slidingWindowSize(limits.breakerTries())
                .minimumNumberOfCalls(limits.breakerTries())
                .failureRateThreshold(100)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(limits.breakerRest())
                .build());
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public String endpoint() {
    return spec.url().toString();
  }

  @Override
  public boolean isReady() {
    boolean permitted = breaker.tryAcquirePermission();
    if (permitted) {
      // Only a question; the tries themselves are recorded in deliver.
      breaker.releasePermission();
    }
    return permitted;
  }

  @Override
  public Outcome deliver(Message message, Instant now) {
    long begun = System.nanoTime();
    if (!breaker.tryAcquirePermission()) {
      return new Outcome.Retryable(
          OptionalInt.empty(), "rests after many failures", Optional.of(limits.breakerRest()));
    }
    Outcome outcome = deliverInTime(message, now);
    long took = System.nanoTime() - begun;
    if (outcome instanceof Outcome.Retryable(_, String detail, _)) {
      breaker.onError(took, TimeUnit.NANOSECONDS, new IllegalStateException(detail));
    } else {
      breaker.onSuccess(took, TimeUnit.NANOSECONDS);
    }
    return outcome;
  }

  private Outcome deliverInTime(Message message, Instant now) {
    Future<Outcome> answer = executor.submit(() -> post(message, now));
    try {
      return answer.get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return failed("no answer within " + limits.timeout().toSeconds() + " s");
    } catch (ExecutionException e) {
      return failed(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("stopped while waiting for the answer");
    } finally {
      answer.cancel(true);
    }
  }

  private Outcome post(Message message, Instant now) {
    return switch (guard.check(spec.url())) {
      case AddressGuard.Checked.Refused(String reason) ->
          new Outcome.Refused(OptionalInt.empty(), "address refused: " + reason);
      case AddressGuard.Checked.Unresolved(String reason) -> failed(reason);
      case AddressGuard.Checked.Allowed(List<InetAddress> addresses) ->
          postToAny(addresses, message, now);
    };
  }

  /// The next address is tried only when no connection came about: then nothing was sent.
  private Outcome postToAny(List<InetAddress> addresses, Message message, Instant now) {
    Map<String, String> headers = headers(message, now);
    Outcome last = failed("no address");
    for (InetAddress address : addresses) {
      PinnedPost post = new PinnedPost(spec.url(), address, limits.timeout());
      switch (post.send(message.body(), headers)) {
        case PinnedPost.Answer.NoConnection(String detail) -> last = failed(detail);
        case PinnedPost.Answer.Broken(String detail) -> {
          return failed(detail);
        }
        case PinnedPost.Answer.Status(int status, Optional<String> retryAfter) -> {
          return WebhookAnswer.outcome(status, retryAfter, now);
        }
      }
    }
    return last;
  }

  private Map<String, String> headers(Message message, Instant now) {
    String id = message.id().toString();
    String timestamp = Long.toString(now.getEpochSecond());
    if (spec.signing() == Signing.STANDARD) {
      return Map.of(
          "webhook-id", id,
          "webhook-timestamp", timestamp,
          "webhook-signature", WebhookSignature.standard(spec.secrets(), id, now, message.body()));
    }
    return Map.of(
        "webhook-id", id,
        "x-onthaal-timestamp", timestamp,
        "x-onthaal-signature", WebhookSignature.timestamped(spec.secrets(), now, message.body()));
  }

  private static Outcome failed(String detail) {
    return new Outcome.Retryable(OptionalInt.empty(), detail, Optional.empty());
  }

  /// Bounds of a try and of a receiver's rest.
  ///
  /// @param timeout of one try from name lookup to answer
  /// @param breakerTries failures in a row after which the receiver rests
  /// @param breakerRest how long it rests before one try
  public record WebhookLimits(Duration timeout, int breakerTries, Duration breakerRest) {
    public static final WebhookLimits DEFAULT =
        new WebhookLimits(Duration.ofSeconds(15), 10, Duration.ofSeconds(10));
  }
}
