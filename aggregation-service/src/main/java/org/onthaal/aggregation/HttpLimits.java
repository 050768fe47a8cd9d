package org.onthaal.aggregation;

import java.time.Duration;
import org.onthaal.aggregation.door.HttpConnections;

/// What callers of an HTTP door may take; `application.yaml` says what each one stops.
///
/// @param limitLoopback whether callers of this machine are limited like one of any other
public record HttpLimits(
    int connectionsMax,
    int requestsMax,
    int requestLineBytesMax,
    int headerBytesMax,
    int bodyBytesMax,
    int drainedBytesMax,
    HttpConnections.Limits connections,
    boolean limitLoopback) {
  private static final Duration LEAST = Duration.ofMillis(100);
  private static final Duration HOUR = Duration.ofHours(1);

  static HttpLimits from(SettingValues values) {
    return new HttpLimits(
        values.positive("http.connections-max"),
        values.positive("http.requests-max"),
        values.integer("http.request-line-bytes-max", 256, 1 << 20),
        values.integer("http.header-bytes-max", 256, 1 << 20),
        values.positive("http.body-bytes-max"),
        values.positive("http.drained-bytes-max"),
        new HttpConnections.Limits(
            values.positive("http.address-connections-max"),
            values.duration("http.header-max", LEAST, HOUR),
            values.duration("http.body-max", LEAST, HOUR),
            values.duration("http.idle-max", LEAST, HOUR)),
        values.truth("http.limit-loopback"));
  }
}
