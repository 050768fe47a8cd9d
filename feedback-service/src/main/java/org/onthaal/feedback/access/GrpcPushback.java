package org.onthaal.feedback.access;

import io.grpc.Metadata;

/// Tells callers when to come again, in the trailer that gRPC clients obey by themselves (gRFC A6).
public final class GrpcPushback {
  /// About what a writer needs to find the database again, or a queue to empty.
  public static final long MILLIS = 1_000;

  private static final Metadata.Key<String> KEY =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  private GrpcPushback() {}

  /// Trailers with nothing else.
  public static Metadata trailers() {
    Metadata trailers = new Metadata();
    trailers.put(KEY, String.valueOf(MILLIS));
    return trailers;
  }
}
