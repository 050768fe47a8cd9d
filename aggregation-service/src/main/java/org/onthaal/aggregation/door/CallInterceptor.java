package org.onthaal.aggregation.door;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.net.InetSocketAddress;
import java.util.function.Function;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;

/// Turns callers of other machines away, and tells a call that fails as the problem that it is.
public final class CallInterceptor implements ServerInterceptor {
  private final boolean loopbackOnly;
  private final Function<Exception, Problem> faults;

  /// @param faults what an exception of a call is told as
  public CallInterceptor(boolean loopbackOnly, Function<Exception, Problem> faults) {
    this.loopbackOnly = loopbackOnly;
    this.faults = faults;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (loopbackOnly && !isLoopback(call)) {
      close(
          call,
          Problems.of(Reason.LOOPBACK_ONLY, "this door answers callers of the same machine only"));
      return new ServerCall.Listener<>() {};
    }
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onHalfClose() {
        try {
          super.onHalfClose();
        } catch (RuntimeException e) {
          close(call, faults.apply(e));
        }
      }
    };
  }

  private static boolean isLoopback(ServerCall<?, ?> call) {
    return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
            instanceof InetSocketAddress address
        && address.getAddress().isLoopbackAddress();
  }

  private static void close(ServerCall<?, ?> call, Problem problem) {
    StatusRuntimeException refusal = GrpcProblems.status(problem);
    Metadata trailers = refusal.getTrailers();
    call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
  }
}
