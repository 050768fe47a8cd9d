package org.onthaal.feedback.collect;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.onthaal.feedback.access.Caller;

/// Says who calls, and ends calls that are not open to them.
public final class CallerInterceptor implements ServerInterceptor {
  static final Context.Key<Caller> CALLER =
      Context.keyWithDefault("onthaal-caller", Caller.ELSEWHERE);

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final GrpcCallers callers;

  public CallerInterceptor(GrpcCallers callers) {
    this.callers = callers;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    GrpcCallers.Judged judged =
        callers.judge(
            address(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)),
            Optional.ofNullable(headers.get(AUTHORIZATION)),
            call.getMethodDescriptor().getFullMethodName());
    return switch (judged) {
      case GrpcCallers.Judged.Admitted(Caller caller) ->
          Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
      case GrpcCallers.Judged.Refused(Problem problem) -> {
        StatusRuntimeException refusal = GrpcProblems.status(problem);
        Metadata trailers = refusal.getTrailers();
        call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
        yield new ServerCall.Listener<>() {};
      }
    };
  }

  private static Optional<InetAddress> address(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress internet
        ? Optional.ofNullable(internet.getAddress())
        : Optional.empty();
  }
}
