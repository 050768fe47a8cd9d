package org.onthaal.aggregation.tail;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.onthaal.v1.CatalogServiceGrpc;
import org.onthaal.v1.CatalogServiceGrpc.CatalogServiceBlockingStub;
import org.onthaal.v1.ListAdministrationsRequest;
import org.onthaal.v1.ListSurveysRequest;

/// Surveys over gRPC, remembered for a moment: versions never change, and a new one is seen soon.
final class GrpcSurveySource implements SurveySource {
  private static final System.Logger LOG =
      System.getLogger(GrpcSurveySource.class.getPackageName());

  /// How old an answer may be; also how soon to ask again after a failure.
  private static final Duration AGE_MAX = Duration.ofSeconds(5);

  /// Somebody waits for a page.
  private static final long CALL_SECONDS_MAX = 2;

  /// A catalogue of thousands of touchpoints in four languages takes a few of them.
  private static final int MESSAGE_BYTES_MAX = 32 << 20;

  private final ManagedChannel channel;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private Instant asked = Instant.MIN;
  private Optional<Surveys> known = Optional.empty();

  GrpcSurveySource(ManagedChannel channel, InstantSource clock) {
    this.channel = channel;
    this.clock = clock;
  }

  @Override
  public Optional<Surveys> surveys() {
    lock.lock();
    try {
      Instant now = clock.instant();
      if (asked.equals(Instant.MIN) || Duration.between(asked, now).compareTo(AGE_MAX) > 0) {
        asked = now;
        ask();
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private void ask() {
    CatalogServiceBlockingStub stub =
        CatalogServiceGrpc.newBlockingStub(channel)
            .withMaxInboundMessageSize(MESSAGE_BYTES_MAX)
            .withDeadlineAfter(CALL_SECONDS_MAX, TimeUnit.SECONDS);
    try {
      known =
          Optional.of(
              new Surveys(
                  stub.listAdministrations(ListAdministrationsRequest.getDefaultInstance())
                      .getAdministrationsList(),
                  stub.listSurveys(ListSurveysRequest.getDefaultInstance()).getSurveysList()));
    } catch (StatusRuntimeException e) {
      LOG.log(Level.INFO, "The surveys cannot be asked for now: {0}", e.getStatus());
    }
  }
}
