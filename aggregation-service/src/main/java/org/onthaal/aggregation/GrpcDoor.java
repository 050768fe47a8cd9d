package org.onthaal.aggregation;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.onthaal.aggregation.door.CallInterceptor;

/// The gRPC door. Every call may block, so each gets a virtual thread.
final class GrpcDoor {
  /// Bytes. A rule file for a back-test is the largest thing anybody sends.
  private static final int MESSAGE_BYTES_MAX = 1 << 20;

  /// Bytes. Nothing is sent in metadata today; 8 KiB is the field's habit.
  private static final int METADATA_BYTES_MAX = 8 << 10;

  /// Against one caller that takes every thread.
  private static final int CONNECTION_CALLS_MAX = 100;

  private final Server server;
  private final HealthStatusManager health;

  private GrpcDoor(Server server, HealthStatusManager health) {
    this.server = server;
    this.health = health;
  }

  static GrpcDoor start(
      AggregationSettings settings, List<BindableService> services, Executor threads) {
    AggregationSettings.Door door = settings.grpc();
    HealthStatusManager health = new HealthStatusManager();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(door.bind(), door.port()))
            .executor(threads)
            .maxInboundMessageSize(MESSAGE_BYTES_MAX)
            .maxInboundMetadataSize(METADATA_BYTES_MAX)
            .maxConcurrentCallsPerConnection(CONNECTION_CALLS_MAX)
            .permitKeepAliveTime(30, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true);
    builder.intercept(new CallInterceptor(settings.loopbackOnly(), PostgresFaults::problem));
    services.forEach(builder::addService);
    builder.addService(health.getHealthService());
    builder.addService(ProtoReflectionServiceV1.newInstance());
    try {
      return new GrpcDoor(builder.build().start(), health);
    } catch (IOException e) {
      throw new IllegalStateException(Taken.sentence("gRPC", "grpc", door), e);
    }
  }

  int port() {
    return server.getPort();
  }

  /// Tells callers to go elsewhere, takes no new calls, and waits for those in flight.
  void stop(Duration callsMax) throws InterruptedException {
    health.enterTerminalState();
    server.shutdown();
    if (!server.awaitTermination(callsMax.toNanos(), TimeUnit.NANOSECONDS)) {
      server.shutdownNow();
    }
  }
}
