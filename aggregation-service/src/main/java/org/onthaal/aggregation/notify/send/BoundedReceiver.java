package org.onthaal.aggregation.notify.send;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.Instant;
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

/// A receiver whose tries end in time, and which rests after many failures, so that a dead endpoint
/// costs nobody else anything. Safe for any thread.
public final class BoundedReceiver implements Receiver {
  /// A try that ignores its interruption keeps its place until it ends by itself; more than these
  /// would pile up behind an endpoint that never answers.
  static final int UNDER_WAY_MAX = 16;

  private final ReceiverSpec spec;
  private final Sender sender;
  private final ExecutorService executor;
  private final ReceiverLimits limits;
  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;

  /// A receiver as the routes file describes it.
  ///
  /// @param executor one task per try, so that a try ends in time whatever the other side does
  public BoundedReceiver(
      ReceiverSpec spec, Sender sender, ReceiverLimits limits, ExecutorService executor) {
    this.spec = spec;
    this.sender = sender;
    this.executor = executor;
    this.limits = limits;
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
    this.bulkhead =
        Bulkhead.of(
            spec.name(),
            BulkheadConfig.custom()
                .maxConcurrentCalls(UNDER_WAY_MAX)
                .maxWaitDuration(Duration.ZERO)
                .build());
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public String endpoint() {
    return spec.destination().endpoint();
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
    Future<Outcome> answer = executor.submit(() -> sendAndLeave(message, now));
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

  private Outcome sendAndLeave(Message message, Instant now) {
    if (!bulkhead.tryAcquirePermission()) {
      return failed(UNDER_WAY_MAX + " tries are still under way");
    }
    try {
      return sender.send(message, now);
    } finally {
      bulkhead.onComplete();
    }
  }

  private static Outcome failed(String detail) {
    return new Outcome.Retryable(OptionalInt.empty(), detail, Optional.empty());
  }
}
