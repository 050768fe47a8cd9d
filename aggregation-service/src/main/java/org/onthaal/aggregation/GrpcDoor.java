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
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.onthaal.aggregation.door.CallInterceptor;
import org.onthaal.aggregation.door.GrpcConnections;
import org.onthaal.aggregation.door.GrpcMessages;
import org.onthaal.v1.AlertServiceGrpc;

/// The gRPC door. Every call may block, so each gets a virtual thread.
final class GrpcDoor {
  /// Where a rule file travels.
  private static final Set<String> DOCUMENTS =
      Set.of(AlertServiceGrpc.getBacktestMethod().getFullMethodName());

  private final Server server;
  private final HealthStatusManager health;

  private GrpcDoor(Server server, HealthStatusManager health) {
    this.server = server;
    this.health = health;
  }

  static GrpcDoor start(
      AggregationSettings settings,
      List<BindableService> services,
      Executor threads,
      GrpcConnections connections) {
    AggregationSettings.Door door = settings.grpc();
    HealthStatusManager health = new HealthStatusManager();
    GrpcLimits limits = settings.grpcLimits();
    NettyServerBuilder builder =
        limited(
                NettyServerBuilder.forAddress(new InetSocketAddress(door.bind(), door.port())),
                limits)
            .executor(threads)
            .addTransportFilter(connections);
    builder.intercept(new CallInterceptor(settings.loopbackOnly(), PostgresFaults::problem));
    services.forEach(service ->
        builder.addService(
            GrpcMessages.of(service.bindService(), method -> bytesMax(method, limits))));
    builder.addService(health.getHealthService());
    builder.addService(ProtoReflectionServiceV1.newInstance());
    try {
      return new GrpcDoor(builder.build().start(), health);
    } catch (IOException e) {
      throw new IllegalStateException(Taken.sentence("gRPC", "grpc", door), e);
    }
  }

  private static int bytesMax(String method, GrpcLimits limits) {
    return DOCUMENTS.contains(method) ? limits.documentBytesMax() : limits.messageBytesMax();
  }

  private static NettyServerBuilder limited(NettyServerBuilder builder, GrpcLimits limits) {
    return builder
        // The server has one limit for all calls; those below it are kept by GrpcMessages.
        .maxInboundMessageSize(Math.max(limits.documentBytesMax(), limits.messageBytesMax()))
        .maxInboundMetadataSize(limits.metadataBytesMax())
        .maxConcurrentCallsPerConnection(limits.connectionCallsMax())
        .maxRstFramesPerWindow(limits.resetsMax(), (int) limits.resetsWindow().toSeconds())
        .permitKeepAliveTime(limits.keepalivePermit().toMillis(), TimeUnit.MILLISECONDS)
        .permitKeepAliveWithoutCalls(true)
        .maxConnectionIdle(limits.connectionIdleMax().toMillis(), TimeUnit.MILLISECONDS)
        .maxConnectionAge(limits.connectionAgeMax().toMillis(), TimeUnit.MILLISECONDS)
        .maxConnectionAgeGrace(limits.connectionAgeGrace().toMillis(), TimeUnit.MILLISECONDS)
        .handshakeTimeout(limits.handshakeMax().toMillis(), TimeUnit.MILLISECONDS);
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
