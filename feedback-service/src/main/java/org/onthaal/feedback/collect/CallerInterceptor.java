package org.onthaal.feedback.collect;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.onthaal.feedback.access.Caller;
import org.onthaal.feedback.validate.Reason;

/// Says who calls, and lets callers of other machines in only where the settings say so.
public final class CallerInterceptor implements ServerInterceptor {
  static final Context.Key<Caller> CALLER =
      Context.keyWithDefault("onthaal-caller", Caller.ELSEWHERE);

  private final boolean loopbackOnly;

  public CallerInterceptor(boolean loopbackOnly) {
    this.loopbackOnly = loopbackOnly;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Caller caller = caller(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    if (loopbackOnly && !caller.loopback()) {
      StatusRuntimeException refusal =
          GrpcProblems.status(
              new Problem(Reason.LOOPBACK_ONLY, "this door answers callers of its own machine"));
      Metadata trailers = refusal.getTrailers();
      call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
      return new ServerCall.Listener<>() {};
    }
    return Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
  }

  private static Caller caller(@Nullable SocketAddress address) {
    boolean loopback =
        address instanceof InetSocketAddress internet
            && internet.getAddress() != null
            && internet.getAddress().isLoopbackAddress();
    return loopback ? Caller.LOOPBACK : Caller.ELSEWHERE;
  }
}
