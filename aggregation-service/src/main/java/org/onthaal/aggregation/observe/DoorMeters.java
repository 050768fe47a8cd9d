package org.onthaal.aggregation.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.door.GrpcConnections;
import org.onthaal.aggregation.door.HttpConnections;

/// What the limits of the doors let in and refuse, as meters.
public final class DoorMeters {
  private DoorMeters() {}

  public static void register(MeterRegistry meters, Admission admission) {
    for (Admission.Priority priority : Admission.Priority.values()) {
      String name = priority.name().toLowerCase(Locale.ROOT);
      calls(meters, admission, name, "admitted", a -> a.admitted(priority));
      calls(meters, admission, name, "refused", a -> a.refused(priority));
      Gauge.builder("onthaal.admission.waiting", admission, a -> a.waiting(priority))
          .tag("priority", name)
          .description("Calls that wait for a permit")
          .register(meters);
    }
  }

  public static void register(MeterRegistry meters, HttpConnections http, GrpcConnections grpc) {
    connections(meters, http, "http", HttpConnections::count);
    refused(meters, http, "http", "address", HttpConnections::refused);
    refused(meters, http, "http", "deadline", HttpConnections::cut);
    connections(meters, grpc, "grpc", GrpcConnections::count);
    refused(meters, grpc, "grpc", "total", GrpcConnections::refused);
  }

  private static void calls(
      MeterRegistry meters,
      Admission admission,
      String priority,
      String outcome,
      ToDoubleFunction<Admission> count) {
    FunctionCounter.builder("onthaal.admission.calls", admission, count)
        .tag("priority", priority)
        .tag("outcome", outcome)
        .description("Calls that asked for a permit")
        .register(meters);
  }

  private static <T> void connections(
      MeterRegistry meters, T door, String name, ToDoubleFunction<T> count) {
    Gauge.builder("onthaal.door.connections", door, count)
        .tag("door", name)
        .description("Open connections")
        .register(meters);
  }

  private static <T> void refused(
      MeterRegistry meters, T door, String name, String by, ToDoubleFunction<T> count) {
    FunctionCounter.builder("onthaal.door.refused", door, count)
        .tag("door", name)
        .tag("by", by)
        .description("Connections that were refused or cut")
        .register(meters);
  }
}
