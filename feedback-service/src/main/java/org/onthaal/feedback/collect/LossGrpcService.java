package org.onthaal.feedback.collect;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.grpc.stub.StreamObserver;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.onthaal.feedback.access.Admission;
import org.onthaal.feedback.loss.LossReport;
import org.onthaal.feedback.loss.LossRow;
import org.onthaal.feedback.loss.PostgresLosses;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.ListLossesRequest;
import org.onthaal.v1.ListLossesResponse;
import org.onthaal.v1.LossServiceGrpc;
import org.onthaal.v1.ReportLossesRequest;
import org.onthaal.v1.ReportLossesResponse;

/// What senders lost, over gRPC. Safe for any thread; blocks.
public final class LossGrpcService extends LossServiceGrpc.LossServiceImplBase {
  private final PostgresLosses losses;
  private final InstantSource clock;
  private final Admission admission;

  public LossGrpcService(PostgresLosses losses, InstantSource clock, Admission admission) {
    this.losses = losses;
    this.clock = clock;
    this.admission = admission;
  }

  @Override
  public void reportLosses(
      ReportLossesRequest request, StreamObserver<ReportLossesResponse> response) {
    List<Violation> found = new ArrayList<>();
    List<LossReport> reports = LossProtos.reports(request, found);
    if (!found.isEmpty()) {
      response.onError(GrpcProblems.status(Problem.of(found)));
      return;
    }
    Optional<LossRow.Sender> sender =
        CallerInterceptor.CALLER
            .get()
            .key()
            .map(key -> new LossRow.Sender(key.administration(), key.id()));
    admitted(
            response,
            () ->
                losses.note(reports, sender)
                    ? Optional.of(ReportLossesResponse.getDefaultInstance())
                    : Optional.empty())
        .ifPresent(answer -> complete(response, answer));
  }

  @Override
  public void listLosses(ListLossesRequest request, StreamObserver<ListLossesResponse> response) {
    List<Violation> found = new ArrayList<>();
    Instant from = request.hasFrom() ? time("from", request.getFrom(), found) : Instant.EPOCH;
    Instant to = request.hasTo() ? time("to", request.getTo(), found) : clock.instant();
    if (found.isEmpty() && request.hasTo() && !from.isBefore(to)) {
      found.add(new Violation("to", Reason.RANGE_INVALID, "a time after `from`"));
    }
    if (!found.isEmpty()) {
      response.onError(GrpcProblems.status(Problem.of(found)));
      return;
    }
    admitted(response, () -> losses.list(from, to))
        .ifPresent(rows ->
            complete(
                response,
                ListLossesResponse.newBuilder()
                    .addAllRows(rows.stream().map(LossProtos::row).toList())
                    .build()));
  }

  private static Instant time(String field, Timestamp time, List<Violation> found) {
    try {
      Timestamps.checkValid(time);
      return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    } catch (IllegalArgumentException | DateTimeException _) {
      found.add(new Violation(field, Reason.TIME_OUT_OF_RANGE, "a time of the years 1 to 9999"));
      return Instant.EPOCH;
    }
  }

  /// What the work says; empty when the caller was told why there is nothing.
  private <T> Optional<T> admitted(StreamObserver<?> response, Supplier<Optional<T>> work) {
    Optional<Optional<T>> outcome = admission.call(Admission.Priority.DASHBOARD, work);
    if (outcome.isEmpty()) {
      response.onError(GrpcProblems.status(Problems.overloaded()));
      return Optional.empty();
    }
    if (outcome.get().isEmpty()) {
      response.onError(
          GrpcProblems.status(
              new Problem(Reason.UNAVAILABLE, "the database does not answer; try again")));
    }
    return outcome.get();
  }

  private static <T> void complete(StreamObserver<T> response, T message) {
    response.onNext(message);
    response.onCompleted();
  }
}
