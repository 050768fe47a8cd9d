package org.onthaal.sdk.internal.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.onthaal.sdk.internal.Protos;
import org.onthaal.sdk.internal.StatusDetails;
import org.onthaal.sdk.internal.Target;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Loss;
import org.onthaal.v1.LossReason;
import org.onthaal.v1.LossReport;
import org.onthaal.v1.LossServiceGrpc;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.ReportLossesRequest;
import org.onthaal.v1.ReportLossesResponse;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitRatingsResponse;
import org.onthaal.v1.SubmitResult;

/** Calls the server's gRPC door. All retries are the sender's: gRPC's own are off. */
public final class GrpcTransport implements Transport {
  private static final Logger LOGGER = System.getLogger("org.onthaal.sdk");

  private static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  /** The most that a report can say. */
  private static final long UINT32_MAX = 0xFFFF_FFFFL;

  private final ManagedChannel channel;
  private final FeedbackServiceGrpc.FeedbackServiceBlockingStub stub;
  private final LossServiceGrpc.LossServiceBlockingStub losing;
  private final Clock clock;

  /**
   * Opens a channel; connects with the first call.
   *
   * @throws IOException when a certificate cannot be read
   */
  public GrpcTransport(Target target, Clock clock) throws IOException {
    this.channel = target.open();
    this.stub = target.showingKey(FeedbackServiceGrpc.newBlockingStub(channel));
    this.losing = target.showingKey(LossServiceGrpc.newBlockingStub(channel));
    this.clock = clock;
  }

  @Override
  public Reply send(List<byte[]> ratings, Duration timeout) {
    SubmitRatingsRequest.Builder request = SubmitRatingsRequest.newBuilder();
    // The wait between tries is ours: without this a try may end at once, without one.
    channel.resetConnectBackoff();
    try {
      for (byte[] each : ratings) {
        request.addRatings(Protos.decode(each, clock.instant()));
      }
      SubmitRatingsResponse response =
          stub.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS)
              .submitRatings(request.build());
      if (response.getResultsCount() != ratings.size()) {
        return failed(Reply.Kind.RETRY, "the server answered for another number of ratings");
      }
      return new Reply.Answered(
          response.getResultsList().stream().map(GrpcTransport::item).toList());
    } catch (InvalidProtocolBufferException e) {
      return failed(Reply.Kind.REFUSED, "not a rating: " + e.getMessage());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
        // The connection may be dead without a sign; the next try gets another one.
        channel.enterIdle();
      }
      return failed(e);
    } catch (RuntimeException e) {
      return failed(Reply.Kind.RETRY, e.toString());
    }
  }

  @Override
  public boolean tell(List<Losses.Report> losses, Duration timeout) {
    ReportLossesRequest.Builder request = ReportLossesRequest.newBuilder();
    losses.stream().map(GrpcTransport::report).forEach(request::addReports);
    try {
      ReportLossesResponse unused =
          losing
              .withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS)
              .reportLosses(request.build());
      return true;
    } catch (RuntimeException e) {
      LOGGER.log(Level.DEBUG, "the server was not told of losses", e);
      return false;
    }
  }

  private static LossReport report(Losses.Report report) {
    LossReport.Builder message = LossReport.newBuilder().setId(report.id().toString());
    report
        .ratings()
        .forEach((reason, count) ->
            message.addLosses(
                Loss.newBuilder()
                    .setReason(LossReason.valueOf("LOSS_" + reason.name()))
                    .setRatings((int) Math.min(count, UINT32_MAX))));
    return message.build();
  }

  private static Reply.Failed failed(Reply.Kind kind, String detail) {
    return new Reply.Failed(kind, detail, Optional.empty());
  }

  private static Reply.Item item(SubmitResult result) {
    if (result.hasReceipt()) {
      return new Reply.Item.Stored(Protos.receipt(result.getReceipt()));
    }
    Problem problem = result.getProblem();
    String detail = Protos.line(problem);
    return switch (problem.getReason()) {
      case UNAVAILABLE, OVERLOADED, RATE_LIMITED, INTERNAL, NOT_CAUGHT_UP, REASON_UNSPECIFIED ->
          new Reply.Item.Later(detail);
      case TOUCHPOINT_UNKNOWN,
          TOUCHPOINT_NOT_OF_KEY,
          SCOPE_MISSING,
          SURVEY_VERSION_UNKNOWN,
          ORIGIN_NOT_ALLOWED,
          LOOPBACK_ONLY,
          NOT_FOUND,
          UNRECOGNIZED ->
          new Reply.Item.Mendable(detail);
      default -> new Reply.Item.Refused(detail, Protos.violations(problem));
    };
  }

  private static Reply.Failed failed(StatusRuntimeException e) {
    String detail = e.getStatus().getCode() + ": " + e.getStatus().getDescription();
    Throwable cause = e.getStatus().getCause();
    if (cause != null) {
      detail += " (" + cause + ")";
    }
    Reply.Kind kind =
        switch (e.getStatus().getCode()) {
          case UNAUTHENTICATED, PERMISSION_DENIED, NOT_FOUND, UNIMPLEMENTED -> Reply.Kind.BLOCKED;
          case INVALID_ARGUMENT, ALREADY_EXISTS, OUT_OF_RANGE -> Reply.Kind.REFUSED;
          case RESOURCE_EXHAUSTED -> isTooLarge(e) ? Reply.Kind.REFUSED : Reply.Kind.RETRY;
          default -> Reply.Kind.RETRY;
        };
    return new Reply.Failed(kind, detail, pushback(e));
  }

  /** The same code as that of a server that has too much to do, which passes; this does not. */
  private static boolean isTooLarge(StatusRuntimeException e) {
    return Protos.problem(e)
        .filter(problem -> problem.getReason() == Reason.MESSAGE_TOO_LARGE)
        .isPresent();
  }

  private static Optional<Duration> pushback(StatusRuntimeException e) {
    Metadata trailers = e.getTrailers();
    String millis = trailers == null ? null : trailers.get(PUSHBACK);
    if (millis != null && millis.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofMillis(Long.parseLong(millis)));
    }
    return StatusDetails.find(e, RetryDetail.TYPE).flatMap(RetryDetail::delay);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
