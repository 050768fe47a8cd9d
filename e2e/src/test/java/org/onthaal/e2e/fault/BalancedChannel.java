package org.onthaal.e2e.fault;

import io.grpc.EquivalentAddressGroup;
import io.grpc.ManagedChannel;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusOr;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// A channel to several replicas, as clients behind a load balancer have it: in turn, and away from
/// one whose health says that it does not serve.
final class BalancedChannel {
  private static final String SCHEME = "replicas";

  private BalancedChannel() {}

  static ManagedChannel to(List<Replica> replicas) {
    NameResolverRegistry.getDefaultRegistry().register(new Addresses());
    StringBuilder target = new StringBuilder(SCHEME + ":///");
    replicas.forEach(replica -> target.append(replica.grpcPort()).append(','));
    return NettyChannelBuilder.forTarget(target.toString())
        .usePlaintext()
        .defaultServiceConfig(
            Map.of(
                "loadBalancingConfig",
                List.of(Map.of("round_robin", Map.of())),
                "healthCheckConfig",
                Map.of("serviceName", "")))
        .build();
  }

  /// Addresses that stand in the target itself.
  private static final class Addresses extends NameResolverProvider {
    @Override
    protected boolean isAvailable() {
      return true;
    }

    @Override
    protected int priority() {
      return 5; // the middle of the range, as gRPC's documentation proposes
    }

    @Override
    public String getDefaultScheme() {
      return SCHEME;
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
      List<EquivalentAddressGroup> addresses =
          java.util.Arrays.stream(target.getPath().substring(1).split(",", 0))
              .map(port ->
                  new EquivalentAddressGroup(
                      new InetSocketAddress(
                          InetAddress.getLoopbackAddress(), Integer.parseInt(port))))
              .toList();
      return new Fixed(addresses);
    }
  }

  private static final class Fixed extends NameResolver {
    private final List<EquivalentAddressGroup> addresses;

    Fixed(List<EquivalentAddressGroup> addresses) {
      this.addresses = addresses;
    }

    @Override
    public String getServiceAuthority() {
      return "localhost";
    }

    @Override
    public void start(Listener2 listener) {
      listener.onResult(
          ResolutionResult.newBuilder().setAddressesOrError(StatusOr.fromValue(addresses)).build());
    }

    @Override
    public void shutdown() {}
  }
}
