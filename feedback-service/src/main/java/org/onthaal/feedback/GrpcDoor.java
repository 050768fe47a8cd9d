package org.onthaal.feedback;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerInterceptors;
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
import org.jspecify.annotations.Nullable;
import org.onthaal.feedback.access.GrpcConnections;
import org.onthaal.feedback.collect.CallerInterceptor;
import org.onthaal.feedback.collect.GrpcCallers;
import org.onthaal.feedback.collect.GrpcStrictMessages;
import org.onthaal.v1.CatalogServiceGrpc;
import org.onthaal.v1.FeedbackServiceGrpc;

/// The gRPC door with its limits. Submitting runs on the network's threads and never blocks; every
/// other call gets a virtual thread.
final class GrpcDoor {
  private static final Set<String> NEVER_BLOCKING =
      Set.of(
          FeedbackServiceGrpc.getSubmitRatingMethod().getFullMethodName(),
          FeedbackServiceGrpc.getSubmitRatingsMethod().getFullMethodName());

  private static final Set<String> DOCUMENTS =
      Set.of(CatalogServiceGrpc.getApplyCatalogMethod().getFullMethodName());

  private final Server server;
  private final HealthStatusManager health;

  private GrpcDoor(Server server, HealthStatusManager health) {
    this.server = server;
    this.health = health;
  }

  static GrpcDoor start(
      FeedbackSettings settings,
      List<BindableService> services,
      Executor blocking,
      GrpcConnections connections,
      GrpcCallers callers) {
    FeedbackSettings.Door door = settings.grpc();
    NettyServerBuilder builder =
        limited(
            NettyServerBuilder.forAddress(new InetSocketAddress(door.bind(), door.port())),
            settings);
    builder.addTransportFilter(connections);
    builder.directExecutor().callExecutor(new BlockingCalls(blocking));
    HealthStatusManager health = new HealthStatusManager();
    CallerInterceptor caller = new CallerInterceptor(callers);
    for (BindableService service : services) {
      builder.addService(
          ServerInterceptors.intercept(
              GrpcStrictMessages.of(
                  service.bindService(), method -> bytesMax(method, settings.grpcLimits())),
              caller));
    }
    builder.addService(ServerInterceptors.intercept(health.getHealthService(), caller));
    builder.addService(
        ServerInterceptors.intercept(ProtoReflectionServiceV1.newInstance(), caller));
    Server server = builder.build();
    try {
      return new GrpcDoor(server.start(), health);
    } catch (IOException e) {
      throw new IllegalStateException(Taken.sentence("gRPC", "grpc", door), e);
    }
  }

  int port() {
    return server.getPort();
  }

  /// Tells callers to go elsewhere.
  void notServing() {
    health.enterTerminalState();
  }

  /// Takes no new calls and waits for those in flight.
  void stop(Duration callsMax) throws InterruptedException {
    server.shutdown();
    if (!server.awaitTermination(callsMax.toNanos(), TimeUnit.NANOSECONDS)) {
      server.shutdownNow();
    }
  }

  private static int bytesMax(String method, FeedbackSettings.GrpcLimits limits) {
    return DOCUMENTS.contains(method) ? limits.documentBytesMax() : limits.messageBytesMax();
  }

  private static NettyServerBuilder limited(NettyServerBuilder builder, FeedbackSettings settings) {
    FeedbackSettings.GrpcLimits limits = settings.grpcLimits();
    return builder
        // The server has one limit for all calls; those below it are kept by GrpcStrictMessages.
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

  /// Sends calls that may block to threads that may.
  private record BlockingCalls(Executor blocking) implements ServerCallExecutorSupplier {
    @Override
    public <Q, A> @Nullable Executor getExecutor(ServerCall<Q, A> call, Metadata metadata) {
      MethodDescriptor<Q, A> method = call.getMethodDescriptor();
      // gRPC takes an absent executor for "stay where you are".
      return NEVER_BLOCKING.contains(method.getFullMethodName()) ? null : blocking;
    }
  }
}
