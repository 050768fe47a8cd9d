/** Sends ratings to Onthaal: durable or told. The libraries that it needs are inside. */
module org.onthaal.sdk {
  requires java.logging;
  requires java.naming;
  requires jdk.unsupported;
  // Used where the application has them.
  requires static io.opentelemetry.api;
  requires static java.management;
  requires static java.sql;
  requires static jdk.jfr;
  requires static micrometer.core;

  exports org.onthaal.sdk;
  exports org.onthaal.sdk.jmx;
  exports org.onthaal.sdk.micrometer;
  exports org.onthaal.sdk.opentelemetry;
  exports org.onthaal.sdk.testing;

  uses io.grpc.LoadBalancerProvider;
  uses io.grpc.ManagedChannelProvider;
  uses io.grpc.NameResolverProvider;

  provides io.grpc.LoadBalancerProvider with
      io.grpc.internal.PickFirstLoadBalancerProvider,
      io.grpc.util.SecretRoundRobinLoadBalancerProvider.Provider,
      io.grpc.util.OutlierDetectionLoadBalancerProvider,
      io.grpc.util.RandomSubsettingLoadBalancerProvider;
  provides io.grpc.ManagedChannelProvider with
      io.grpc.netty.shaded.io.grpc.netty.NettyChannelProvider,
      io.grpc.netty.shaded.io.grpc.netty.UdsNettyChannelProvider;
  provides io.grpc.NameResolverProvider with
      io.grpc.internal.DnsNameResolverProvider,
      io.grpc.netty.shaded.io.grpc.netty.UdsNameResolverProvider;
}
