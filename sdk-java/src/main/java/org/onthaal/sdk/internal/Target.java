package org.onthaal.sdk.internal;

import io.grpc.CallCredentials;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.AbstractStub;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Where a door is, and how to get there.
 *
 * @param endpoint http or https
 * @param key shown with each call; empty for none
 * @param trusted certificate authorities; empty for those of the JDK
 * @param certificate the client's own chain; empty for none
 * @param certificateKey its key
 * @param proxy an HTTP proxy; empty for what the JVM is told
 */
public record Target(
    URI endpoint,
    Optional<String> key,
    Optional<Path> trusted,
    Optional<Path> certificate,
    Optional<Path> certificateKey,
    Optional<InetSocketAddress> proxy) {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /** The server permits a ping every 30 s. */
  private static final long KEEPALIVE_SECONDS = 40;

  private static final long KEEPALIVE_ANSWER_SECONDS = 10;

  /**
   * Opens a channel, which connects with the first call. gRPC's own retries are off.
   *
   * @throws IOException when a certificate cannot be read
   */
  public ManagedChannel open() throws IOException {
    boolean secure = "https".equals(endpoint.getScheme());
    int port = endpoint.getPort() > 0 ? endpoint.getPort() : secure ? 443 : 80;
    ManagedChannelBuilder<?> builder =
        Grpc.newChannelBuilderForAddress(endpoint.getHost(), port, credentials(secure))
            .disableRetry()
            .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(KEEPALIVE_ANSWER_SECONDS, TimeUnit.SECONDS);
    proxy.ifPresent(through ->
        builder.proxyDetector(to ->
            HttpConnectProxiedSocketAddress.newBuilder()
                .setTargetAddress((InetSocketAddress) to)
                .setProxyAddress(new InetSocketAddress(through.getHostString(), through.getPort()))
                .build()));
    return builder.build();
  }

  /** A stub that shows the key, where there is one, with each call. */
  public <S extends AbstractStub<S>> S showingKey(S stub) {
    return key.map(secret -> stub.withCallCredentials(new Bearer(secret))).orElse(stub);
  }

  private ChannelCredentials credentials(boolean secure) throws IOException {
    if (!secure) {
      return InsecureChannelCredentials.create();
    }
    TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
    if (trusted.isPresent()) {
      tls.trustManager(trusted.get().toFile());
    }
    if (certificate.isPresent()) {
      tls.keyManager(certificate.get().toFile(), certificateKey.orElseThrow().toFile());
    }
    return tls.build();
  }

  /** The key, with each call. */
  private static final class Bearer extends CallCredentials {
    private final String key;

    Bearer(String key) {
      this.key = key;
    }

    @Override
    public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier applier) {
      Metadata headers = new Metadata();
      headers.put(AUTHORIZATION, "Bearer " + key);
      applier.apply(headers);
    }
  }
}
