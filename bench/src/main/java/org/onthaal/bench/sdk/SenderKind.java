package org.onthaal.bench.sdk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// Who takes part.
enum SenderKind {
  ONTHAAL_DURABLE("onthaal, submitDurable"),
  ONTHAAL("onthaal, submit"),
  SENTRY("sentry"),
  OPENTELEMETRY_BATCH("opentelemetry, batch"),
  OPENTELEMETRY_SIMPLE("opentelemetry, simple");

  /// How long each waits for an answer; short, so that the script need not be long.
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);

  /// Longest wait between tries, for the same reason.
  static final Duration RETRY_MAX = Duration.ofSeconds(2);

  private final String words;

  SenderKind(String words) {
    this.words = words;
  }

  /// For people.
  String words() {
    return words;
  }

  /// Stable, for figures.
  String figure() {
    return "sdk." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The server that it calls.
  Door door(Faults faults) throws IOException {
    return switch (this) {
      case ONTHAAL_DURABLE, ONTHAAL -> new GrpcDoor(faults);
      case SENTRY -> new HttpDoor(faults, SentrySender::ids);
      case OPENTELEMETRY_BATCH, OPENTELEMETRY_SIMPLE -> new HttpDoor(faults, OtlpLogs::bodies);
    };
  }

  /// Opens it in this process.
  Sender open(Path folder, int port) {
    return switch (this) {
      case ONTHAAL_DURABLE, ONTHAAL -> new OnthaalSender(folder, port, this == ONTHAAL_DURABLE);
      case SENTRY -> new SentrySender(folder, port);
      case OPENTELEMETRY_BATCH, OPENTELEMETRY_SIMPLE ->
          new OpenTelemetrySender(folder, port, this == OPENTELEMETRY_BATCH);
    };
  }

  static SenderKind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("sender: " + name));
  }
}
