package org.onthaal.feedback.collect;

import com.google.protobuf.Any;
import com.google.protobuf.util.Durations;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.onthaal.feedback.access.GrpcPushback;
import org.onthaal.feedback.validate.Reason;

/// A problem as a gRPC status with details: the reason, each violation, and the contract's message.
public final class GrpcProblems {
  private static final String DOMAIN = "onthaal.org";

  private GrpcProblems() {}

  public static StatusRuntimeException status(Problem problem) {
    var status =
        com.google.rpc.Status.newBuilder()
            .setCode(code(problem.reason()).value())
            .setMessage(problem.reason() + ": " + problem.detail())
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason(problem.reason().name())
                        .setDomain(DOMAIN)
                        .build()));
    if (!problem.violations().isEmpty()) {
      BadRequest.Builder request = BadRequest.newBuilder();
      problem
          .violations()
          .forEach(violation ->
              request
                  .addFieldViolationsBuilder()
                  .setField(violation.field())
                  .setReason(violation.reason().name())
                  .setDescription("expected " + violation.expected()));
      status.addDetails(Any.pack(request.build()));
    }
    status.addDetails(Any.pack(Problems.message(problem)));
    if (!Problems.isTemporary(problem.reason())) {
      return StatusProto.toStatusRuntimeException(status.build());
    }
    status.addDetails(
        Any.pack(
            RetryInfo.newBuilder()
                .setRetryDelay(Durations.fromMillis(GrpcPushback.MILLIS))
                .build()));
    return StatusProto.toStatusRuntimeException(status.build(), GrpcPushback.trailers());
  }

  private static Status.Code code(Reason reason) {
    return switch (reason) {
      case TOUCHPOINT_UNKNOWN, RATING_UNKNOWN, NOT_FOUND, PAIRING_UNKNOWN -> Status.Code.NOT_FOUND;
      case KEY_MISSING, KEY_MALFORMED, KEY_UNKNOWN, KEY_REVOKED, KEY_EXPIRED ->
          Status.Code.UNAUTHENTICATED;
      case ORIGIN_NOT_ALLOWED, RECEIPT_WRONG, LOOPBACK_ONLY, SCOPE_MISSING, TOUCHPOINT_NOT_OF_KEY ->
          Status.Code.PERMISSION_DENIED;
      case ID_REUSED -> Status.Code.ALREADY_EXISTS;
      case EDIT_WINDOW_OVER -> Status.Code.FAILED_PRECONDITION;
      case DEVICE_CHANGED -> Status.Code.ABORTED;
      case MESSAGE_TOO_LARGE, OVERLOADED, RATE_LIMITED, TOO_MANY_KEYS, TOO_MANY_DEVICES ->
          Status.Code.RESOURCE_EXHAUSTED;
      case UNAVAILABLE, NOT_CAUGHT_UP -> Status.Code.UNAVAILABLE;
      case INTERNAL -> Status.Code.INTERNAL;
      default -> Status.Code.INVALID_ARGUMENT;
    };
  }
}
