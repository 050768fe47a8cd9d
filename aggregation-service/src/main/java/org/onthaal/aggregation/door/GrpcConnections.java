package org.onthaal.aggregation.door;

import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Error;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Exception;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts the connections of a gRPC door and ends those above the limit, which the server itself
/// does not have. Until its first settings arrive, a connection is bounded by the handshake's time
/// only. Safe for any thread.
public final class GrpcConnections extends ServerTransportFilter {
  private static final Attributes.Key<Boolean> COUNTED = Attributes.Key.create("onthaal-counted");

  private final int most;
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder refused = new LongAdder();

  /// @param most at a time
  public GrpcConnections(int most) {
    this.most = most;
  }

  /// Connections that are open.
  public int count() {
    return open.get();
  }

  /// Connections that were ended at once.
  public long refused() {
    return refused.sum();
  }

  @Override
  public Attributes transportReady(Attributes attributes) {
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      refused.increment();
      // The server ends a connection whose handshake fails, with the error code that it finds in
      // the
      // failure; callers take this one for UNAVAILABLE and may try again.
      throw new IllegalStateException(
          Http2Exception.connectionError(
              Http2Error.REFUSED_STREAM, "the door has %d connections already", most));
    }
    return attributes.toBuilder().set(COUNTED, true).build();
  }

  // A connection that was not let in comes by as well.
  @Override
  public void transportTerminated(@Nullable Attributes attributes) {
    if (attributes != null && attributes.get(COUNTED) != null) {
      open.decrementAndGet();
    }
  }
}
