package org.onthaal.sdk.internal.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallCredentials;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.onthaal.sdk.internal.Protos;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Loss;
import org.onthaal.v1.LossReason;
import org.onthaal.v1.LossReport;
import org.onthaal.v1.LossServiceGrpc;
import org.onthaal.v1.Problem;
import org.onthaal.v1.ReportLossesRequest;
import org.onthaal.v1.ReportLossesResponse;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitRatingsResponse;
import org.onthaal.v1.SubmitResult;

/** Calls the server's gRPC door. All retries are the sender's: gRPC's own are off. */
public final class GrpcTransport implements Transport {
  private static final Logger LOGGER = System.getLogger("org.onthaal.sdk");

  private static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  /** The most that a report can say. */
  private static final long UINT32_MAX = 0xFFFF_FFFFL;

  /** The server permits a ping every 30 s. */
  private static final long KEEPALIVE_SECONDS = 40;

  private static final long KEEPALIVE_ANSWER_SECONDS = 10;

  private final ManagedChannel channel;
  private final FeedbackServiceGrpc.FeedbackServiceBlockingStub stub;
  private final LossServiceGrpc.LossServiceBlockingStub losing;
  private final Clock clock;

  /**
   * Opens a channel; connects with the first call.
   *
   * @throws IOException when a certificate cannot be read
   */
  public GrpcTransport(Target target, Clock clock) throws IOException {
    URI endpoint = target.endpoint();
    boolean secure = "https".equals(endpoint.getScheme());
    int port = endpoint.getPort() > 0 ? endpoint.getPort() : secure ? 443 : 80;
    ManagedChannelBuilder<?> builder =
        Grpc.newChannelBuilderForAddress(endpoint.getHost(), port, credentials(target, secure))
            .disableRetry()
            .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(KEEPALIVE_ANSWER_SECONDS, TimeUnit.SECONDS);
    target
        .proxy()
        .ifPresent(proxy ->
            builder.proxyDetector(to ->
                HttpConnectProxiedSocketAddress.newBuilder()
                    .setTargetAddress((InetSocketAddress) to)
                    .setProxyAddress(new InetSocketAddress(proxy.getHostString(), proxy.getPort()))
                    .build()));
    this.channel = builder.build();
    FeedbackServiceGrpc.FeedbackServiceBlockingStub plain =
        FeedbackServiceGrpc.newBlockingStub(channel);
    this.stub = target.key().map(key -> plain.withCallCredentials(new Bearer(key))).orElse(plain);
    LossServiceGrpc.LossServiceBlockingStub losses = LossServiceGrpc.newBlockingStub(channel);
    this.losing =
        target.key().map(key -> losses.withCallCredentials(new Bearer(key))).orElse(losses);
    this.clock = clock;
  }

  /**
   * Where and how.
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
      Optional<InetSocketAddress> proxy) {}

  private static ChannelCredentials credentials(Target target, boolean secure) throws IOException {
    if (!secure) {
      return InsecureChannelCredentials.create();
    }
    TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
    if (target.trusted().isPresent()) {
      tls.trustManager(target.trusted().get().toFile());
    }
    if (target.certificate().isPresent()) {
      tls.keyManager(
          target.certificate().get().toFile(), target.certificateKey().orElseThrow().toFile());
    }
    return tls.build();
  }

  @Override
  public Reply send(List<byte[]> ratings, Duration timeout) {
    SubmitRatingsRequest.Builder request = SubmitRatingsRequest.newBuilder();
    // The wait between tries is ours: without this a try may end at once, without one.
    channel.resetConnectBackoff();
    try {
      for (byte[] each : ratings) {
        request.addRatings(Protos.decode(each, clock.instant()));
      }
      SubmitRatingsResponse response =
          stub.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS)
              .submitRatings(request.build());
      if (response.getResultsCount() != ratings.size()) {
        return failed(Reply.Kind.RETRY, "the server answered for another number of ratings");
      }
      return new Reply.Answered(
          response.getResultsList().stream().map(GrpcTransport::item).toList());
    } catch (InvalidProtocolBufferException e) {
      return failed(Reply.Kind.REFUSED, "not a rating: " + e.getMessage());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
        // The connection may be dead without a sign; the next try gets another one.
        channel.enterIdle();
      }
      return failed(e);
    } catch (RuntimeException e) {
      return failed(Reply.Kind.RETRY, e.toString());
    }
  }

  @Override
  public boolean tell(List<Losses.Report> losses, Duration timeout) {
    ReportLossesRequest.Builder request = ReportLossesRequest.newBuilder();
    losses.stream().map(GrpcTransport::report).forEach(request::addReports);
    try {
      ReportLossesResponse unused =
          losing
              .withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS)
              .reportLosses(request.build());
      return true;
    } catch (RuntimeException e) {
      LOGGER.log(Level.DEBUG, "the server was not told of losses", e);
      return false;
    }
  }

  private static LossReport report(Losses.Report report) {
    LossReport.Builder message = LossReport.newBuilder().setId(report.id().toString());
    report
        .ratings()
        .forEach((reason, count) ->
            message.addLosses(
                Loss.newBuilder()
                    .setReason(LossReason.valueOf("LOSS_" + reason.name()))
                    .setRatings((int) Math.min(count, UINT32_MAX))));
    return message.build();
  }

  private static Reply.Failed failed(Reply.Kind kind, String detail) {
    return new Reply.Failed(kind, detail, Optional.empty());
  }

  private static Reply.Item item(SubmitResult result) {
    if (result.hasReceipt()) {
      return new Reply.Item.Stored(Protos.receipt(result.getReceipt()));
    }
    Problem problem = result.getProblem();
    String detail = Protos.line(problem);
    return switch (problem.getReason()) {
      case UNAVAILABLE, OVERLOADED, RATE_LIMITED, INTERNAL, NOT_CAUGHT_UP, REASON_UNSPECIFIED ->
          new Reply.Item.Later(detail);
      case TOUCHPOINT_UNKNOWN,
          TOUCHPOINT_NOT_OF_KEY,
          SCOPE_MISSING,
          SURVEY_VERSION_UNKNOWN,
          ORIGIN_NOT_ALLOWED,
          LOOPBACK_ONLY,
          NOT_FOUND,
          UNRECOGNIZED ->
          new Reply.Item.Mendable(detail);
      default -> new Reply.Item.Refused(detail, Protos.violations(problem));
    };
  }

  private static Reply.Failed failed(StatusRuntimeException e) {
    String detail = e.getStatus().getCode() + ": " + e.getStatus().getDescription();
    Throwable cause = e.getStatus().getCause();
    if (cause != null) {
      detail += " (" + cause + ")";
    }
    Reply.Kind kind =
        switch (e.getStatus().getCode()) {
          case UNAUTHENTICATED, PERMISSION_DENIED, NOT_FOUND, UNIMPLEMENTED -> Reply.Kind.BLOCKED;
          case INVALID_ARGUMENT, ALREADY_EXISTS, OUT_OF_RANGE -> Reply.Kind.REFUSED;
          default -> Reply.Kind.RETRY;
        };
    return new Reply.Failed(kind, detail, pushback(e));
  }

  private static Optional<Duration> pushback(StatusRuntimeException e) {
    Metadata trailers = e.getTrailers();
    String millis = trailers == null ? null : trailers.get(PUSHBACK);
    if (millis != null && millis.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofMillis(Long.parseLong(millis)));
    }
    byte[] details = trailers == null ? null : trailers.get(DETAILS);
    return details == null ? Optional.empty() : RetryDetail.delay(details);
  }

  @Override
  public void close() {
    channel.shutdownNow();
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
