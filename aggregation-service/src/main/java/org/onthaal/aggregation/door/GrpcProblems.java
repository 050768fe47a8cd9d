package org.onthaal.aggregation.door;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;

/// A problem as a gRPC status with its reason, each violation, and the contract's message.
public final class GrpcProblems {
  private static final String DOMAIN = "onthaal.org";

  private GrpcProblems() {}

  /// The status to end a call with.
  public static StatusRuntimeException status(Problem problem) {
    var status =
        com.google.rpc.Status.newBuilder()
            .setCode(code(problem.getReason()).value())
            .setMessage(problem.getReason() + ": " + problem.getDetail())
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason(problem.getReason().name())
                        .setDomain(DOMAIN)
                        .build()));
    if (problem.getViolationsCount() > 0) {
      status.addDetails(Any.pack(violations(problem)));
    }
    status.addDetails(Any.pack(problem));
    if (!Problems.isTemporary(problem.getReason())) {
      return StatusProto.toStatusRuntimeException(status.build());
    }
    status.addDetails(
        Any.pack(
            RetryInfo.newBuilder()
                .setRetryDelay(Durations.fromMillis(GrpcPushback.MILLIS))
                .build()));
    return StatusProto.toStatusRuntimeException(status.build(), GrpcPushback.trailers());
  }

  /// The status of a call that is cut because the service stops.
  public static StatusRuntimeException stopping() {
    return status(Problems.of(Reason.UNAVAILABLE, "the service is stopping"));
  }

  /// The contract's problem that a server of ours ended a call with; empty where it told none.
  public static Optional<Problem> told(StatusRuntimeException e) {
    com.google.rpc.Status status = StatusProto.fromThrowable(e);
    if (status == null) {
      return Optional.empty();
    }
    for (Any detail : status.getDetailsList()) {
      if (detail.is(Problem.class)) {
        try {
          return Optional.of(detail.unpack(Problem.class));
        } catch (InvalidProtocolBufferException _) {
          return Optional.empty(); // of another release
        }
      }
    }
    return Optional.empty();
  }

  private static Status.Code code(Reason reason) {
    return switch (reason) {
      case NOT_FOUND -> Status.Code.NOT_FOUND;
      case LOOPBACK_ONLY -> Status.Code.PERMISSION_DENIED;
      case ALERT_OVER, RULES_READ_ONLY -> Status.Code.FAILED_PRECONDITION;
      case RULES_CHANGED -> Status.Code.ABORTED;
      case ID_REUSED -> Status.Code.ALREADY_EXISTS;
      case OVERLOADED, MESSAGE_TOO_LARGE, TOO_MANY_SILENCES -> Status.Code.RESOURCE_EXHAUSTED;
      case UNAVAILABLE, NOT_CAUGHT_UP -> Status.Code.UNAVAILABLE;
      case INTERNAL -> Status.Code.INTERNAL;
      default -> Status.Code.INVALID_ARGUMENT;
    };
  }

  private static BadRequest violations(Problem problem) {
    BadRequest.Builder violations = BadRequest.newBuilder();
    problem
        .getViolationsList()
        .forEach(violation ->
            violations
                .addFieldViolationsBuilder()
                .setField(violation.getField())
                .setReason(violation.getReason().name())
                .setDescription("expected " + violation.getExpected()));
    return violations.build();
  }
}
