package org.onthaal.aggregation.notify.send;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.api.DnsAddressLookup;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.WebClient;
import io.helidon.webclient.spi.DnsResolver;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One POST to one address that was checked before; whatever the name means by now.
///
/// No redirects, no proxy, no kept connection, and the answer's body is not read.
final class PinnedPost {
  private static final Duration CONNECT_TIMEOUT_MAX = Duration.ofSeconds(5);

  private final URI url;
  private final WebClient client;
  private final Duration timeout;

  PinnedPost(URI url, InetAddress address, Duration timeout) {
    this.url = url;
    this.timeout = timeout;
    this.client =
        WebClient.builder()
            .dnsResolver(new Pinned(address))
            .followRedirects(false)
            .proxy(Proxy.noProxy())
            .keepAlive(false)
            .shareConnectionCache(false)
            .servicesDiscoverServices(false)
            .sendExpectContinue(false)
            .connectTimeout(
                timeout.compareTo(CONNECT_TIMEOUT_MAX) < 0 ? timeout : CONNECT_TIMEOUT_MAX)
            .build();
  }

  /// What came back.
  sealed interface Answer {
    record Status(int status, Optional<String> retryAfter) implements Answer {}

    /// Nothing was sent.
    record NoConnection(String detail) implements Answer {}

    /// Something may have been sent.
    record Broken(String detail) implements Answer {}
  }

  Answer send(String body, Map<String, String> headers) {
    try {
      var request =
          client
              .post()
              .uri(url)
              .readTimeout(timeout)
              .contentType(MediaTypes.APPLICATION_JSON)
              .header(HeaderNames.USER_AGENT, "Onthaal/1 (+alerts)");
      headers.forEach((name, value) -> request.header(HeaderNames.create(name), value));
      try (HttpClientResponse response = request.submit(body.getBytes(StandardCharsets.UTF_8))) {
        return new Answer.Status(
            response.status().code(), response.headers().first(HeaderNames.RETRY_AFTER));
      }
    } catch (RuntimeException e) {
      return failure(e);
    } finally {
      client.closeResource();
    }
  }

  private static Answer failure(RuntimeException failure) {
    Throwable cause = root(failure);
    String detail = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return switch (cause) {
      case ConnectException _ -> new Answer.NoConnection(detail);
      case NoRouteToHostException _ -> new Answer.NoConnection(detail);
      case UnknownHostException _ -> new Answer.NoConnection(detail);
      case SocketTimeoutException _ when String.valueOf(cause.getMessage()).contains("onnect") ->
          new Answer.NoConnection(detail);
      default -> new Answer.Broken(detail);
    };
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /// Answers every name with the one address.
  private record Pinned(InetAddress address) implements DnsResolver {
    @Override
    public InetAddress resolveAddress(String host, DnsAddressLookup lookup) {
      return address;
    }
  }
}
