package org.onthaal.aggregation;

import java.time.Duration;

/// What callers of the gRPC door may take; `application.yaml` says what each one stops.
public record GrpcLimits(
    int connectionsMax,
    int messageBytesMax,
    int documentBytesMax,
    int metadataBytesMax,
    int connectionCallsMax,
    int resetsMax,
    Duration resetsWindow,
    Duration keepalivePermit,
    Duration connectionIdleMax,
    Duration connectionAgeMax,
    Duration connectionAgeGrace,
    Duration handshakeMax) {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAYS = Duration.ofDays(30);

  static GrpcLimits from(SettingValues values) {
    return new GrpcLimits(
        values.positive("grpc.connections-max"),
        values.positive("grpc.message-bytes-max"),
        values.positive("grpc.document-bytes-max"),
        values.positive("grpc.metadata-bytes-max"),
        values.positive("grpc.connection-calls-max"),
        values.positive("grpc.resets-max"),
        values.duration("grpc.resets-window", Duration.ofSeconds(1), HOUR),
        values.duration("grpc.keepalive-permit", Duration.ZERO, HOUR),
        values.duration("grpc.connection-idle-max", Duration.ofSeconds(1), DAYS),
        values.duration("grpc.connection-age-max", Duration.ofSeconds(1), DAYS),
        values.duration("grpc.connection-age-grace", Duration.ZERO, DAYS),
        values.duration("grpc.handshake-max", Duration.ofMillis(100), HOUR));
  }
}
