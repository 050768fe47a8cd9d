package org.onthaal.feedback.publish;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.onthaal.feedback.access.GrpcPushback;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;

/// Why a reader of the log is refused, with the contract's reason.
final class GrpcRefusals {
  private static final String DOMAIN = "onthaal.org";

  private GrpcRefusals() {}

  /// A field is not as expected.
  static StatusRuntimeException invalid(String field, String expected) {
    return status(
        Status.Code.INVALID_ARGUMENT,
        Reason.INVALID,
        field + ": expected " + expected,
        new Metadata());
  }

  /// Too many others are served.
  static StatusRuntimeException overloaded(String detail) {
    return status(
        Status.Code.RESOURCE_EXHAUSTED, Reason.OVERLOADED, detail, GrpcPushback.trailers());
  }

  /// Something behind the door does not answer.
  static StatusRuntimeException unavailable(String detail) {
    return status(Status.Code.UNAVAILABLE, Reason.UNAVAILABLE, detail, GrpcPushback.trailers());
  }

  private static StatusRuntimeException status(
      Status.Code code, Reason reason, String detail, Metadata trailers) {
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(code.value())
            .setMessage(detail)
            .addDetails(
                Any.pack(ErrorInfo.newBuilder().setReason(reason.name()).setDomain(DOMAIN).build()))
            .addDetails(Any.pack(Problem.newBuilder().setReason(reason).setDetail(detail).build()))
            .build(),
        trailers);
  }
}
