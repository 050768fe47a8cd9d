package org.onthaal.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Attributes;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.feedback.access.ServiceKey;
import org.onthaal.feedback.collect.CallerInterceptor;
import org.onthaal.feedback.collect.GrpcCallers;
import org.onthaal.feedback.key.AccessKey;
import org.onthaal.feedback.key.KeyCheck;
import org.onthaal.feedback.key.KeyFault;
import org.onthaal.feedback.key.KeyRing;
import org.onthaal.feedback.key.Scope;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.TestClock;
import org.onthaal.v1.CreateKeyRequest;
import org.onthaal.v1.CreateKeyResponse;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.GetHeadsRequest;
import org.onthaal.v1.KeyServiceGrpc;
import org.onthaal.v1.ListKeysRequest;
import org.onthaal.v1.Origin;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Rating;
import org.onthaal.v1.RatingLogServiceGrpc;
import org.onthaal.v1.Reason;
import org.onthaal.v1.RevokeKeyRequest;
import org.onthaal.v1.SubmitRatingRequest;
import org.onthaal.v1.SubmitRatingsRequest;

/// Keys from their making to their end, over the real door. This machine's caller who shows a key
/// is held to it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysAtTheDoorIT {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final String SENNE = "commune-de-la-senne";
  private static final String SERVICE_KEY = "0123456789abcdefghijklmnopqrstuv";

  private final Ratings ratings = new Ratings(new Random(20261127));
  private final TestClock clock = new TestClock(NOW);
  private TestFeedback feedback;
  private ManagedChannel channel;
  private KeyServiceGrpc.KeyServiceBlockingStub keys;

  @BeforeAll
  void start(@TempDir Path folder) {
    feedback = new TestFeedback(KeysAtTheDoorIT.class, folder);
    FeedbackServer server = feedback.start(clock, Map.of("grpc.service-key", SERVICE_KEY));
    channel = feedback.channel(server);
    keys = KeyServiceGrpc.newBlockingStub(channel);
  }

  @AfterAll
  void stop() {
    feedback.close();
  }

  @Test
  void keyGivesRatingsOfItsAdministrationUntilItIsRevoked() {
    CreateKeyResponse made = make(org.onthaal.v1.Scope.SCOPE_APPEND);
    var sender = sender(made.getSecret());

    assertThat(sender.submitRating(request("senne-population-online")).hasReceipt()).isTrue();
    assertThat(refusal(() -> sender.submitRating(request("renovation-premium"))))
        .satisfies(refused -> {
          assertThat(refused.code()).isEqualTo(Status.Code.PERMISSION_DENIED);
          assertThat(refused.problem().getReason()).isEqualTo(Reason.TOUCHPOINT_NOT_OF_KEY);
          assertThat(refused.problem().getViolations(0).getField()).isEqualTo("touchpoint");
        });

    var _ = keys.revokeKey(RevokeKeyRequest.newBuilder().setId(made.getKey().getId()).build());

    assertThat(refusal(() -> sender.submitRating(request("senne-population-online"))))
        .isEqualTo(unauthenticated(Reason.KEY_REVOKED, "a key that was not revoked"));
  }

  @Test
  void keyOpensNothingFromItsEndOn() {
    Instant end = clock.instant().plus(Duration.ofHours(1));
    CreateKeyResponse made =
        keys.createKey(
            wanted(org.onthaal.v1.Scope.SCOPE_APPEND).setExpiresAt(Ratings.timestamp(end)).build());
    var sender = sender(made.getSecret());
    assertThat(sender.submitRating(request("senne-population-online")).hasReceipt()).isTrue();

    clock.advance(Duration.ofHours(1));

    assertThat(refusal(() -> sender.submitRating(request("senne-population-online"))))
        .isEqualTo(unauthenticated(Reason.KEY_EXPIRED, "a key whose time is not over"));
  }

  @Test
  void onlyScopeImportBringsInEarlierRatingsAndNothingElse() {
    var importer = sender(make(org.onthaal.v1.Scope.SCOPE_IMPORT).getSecret());
    var sender = sender(make(org.onthaal.v1.Scope.SCOPE_APPEND).getSecret());
    Rating old = rating("senne-population-online").setOrigin(Origin.IMPORT).build();

    assertThat(importer.submitRating(request(old)).hasReceipt()).isTrue();
    assertThat(refusal(() -> importer.submitRating(request("senne-population-online"))))
        .isEqualTo(scopeMissing("append"));
    assertThat(refusal(() -> sender.submitRating(request(old)))).isEqualTo(scopeMissing("import"));
  }

  @Test
  void deviceGivesRatingsOfAKioskOnly() {
    var device = sender(make(org.onthaal.v1.Scope.SCOPE_DEVICE).getSecret());

    assertThat(device.submitRating(request("senne-population-counter")).hasReceipt()).isTrue();
    assertThat(refusal(() -> device.submitRating(request("senne-population-online"))))
        .isEqualTo(scopeMissing("append"));
  }

  @Test
  void eachRatingOfABatchIsHeldToTheKey() {
    var sender = sender(make(org.onthaal.v1.Scope.SCOPE_APPEND).getSecret());

    var results =
        sender
            .submitRatings(
                SubmitRatingsRequest.newBuilder()
                    .addRatings(rating("housing-desk"))
                    .addRatings(rating("senne-population-online"))
                    .build())
            .getResultsList();

    assertThat(results.get(0).getProblem().getReason()).isEqualTo(Reason.TOUCHPOINT_NOT_OF_KEY);
    assertThat(results.get(1).hasReceipt()).isTrue();
  }

  @Test
  void invitationKeyOpensNoCall() {
    var sender = sender(make(org.onthaal.v1.Scope.SCOPE_INVITATION).getSecret());

    assertThat(refusal(() -> sender.submitRating(request("senne-population-online"))))
        .isEqualTo(scopeMissing("append"));
  }

  @Test
  void noKeyOpensTheLogButTheOtherServicesDoes() {
    String key = make(org.onthaal.v1.Scope.SCOPE_APPEND).getSecret();
    GetHeadsRequest heads = GetHeadsRequest.getDefaultInstance();
    var log = RatingLogServiceGrpc.newBlockingStub(channel);

    assertThat(refusal(() -> log.withInterceptors(showing(key)).getHeads(heads)).code())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(log.withInterceptors(showing(SERVICE_KEY)).getHeads(heads).getHeadsCount())
        .isPositive();
    assertThat(
            refusal(() -> log.withInterceptors(showing(SERVICE_KEY + "x")).getHeads(heads))
                .problem()
                .getReason())
        .isEqualTo(Reason.KEY_MALFORMED);
  }

  @Test
  void everythingThatIsWrongWithAWishIsTold() {
    assertThat(refusal(() -> keys.createKey(CreateKeyRequest.getDefaultInstance())).problem())
        .satisfies(problem -> {
          assertThat(problem.getReason()).isEqualTo(Reason.VIOLATIONS);
          assertThat(problem.getViolationsList())
              .extracting(violation -> violation.getField() + " " + violation.getReason())
              .containsExactlyInAnyOrder(
                  "administration MISSING", "name MISSING", "scopes MISSING");
        });
    assertThat(
            refusal(() ->
                    keys.createKey(
                        wanted(org.onthaal.v1.Scope.SCOPE_UNSPECIFIED)
                            .setExpiresAt(Ratings.timestamp(clock.instant()))
                            .build()))
                .problem()
                .getViolationsList())
        .extracting(violation -> violation.getField() + " " + violation.getReason())
        .containsExactlyInAnyOrder("scopes INVALID", "expiresAt INVALID");
    assertThat(
            refusal(() ->
                    keys.createKey(
                        wanted(org.onthaal.v1.Scope.SCOPE_APPEND)
                            .setAdministration("nowhere")
                            .build()))
                .code())
        .isEqualTo(Status.Code.NOT_FOUND);
    assertThat(
            refusal(() -> keys.revokeKey(RevokeKeyRequest.newBuilder().setId("no").build())).code())
        .isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void keyStandsInNoLogAndNoTableAndNoLaterAnswer() {
    ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    Handler everything = new Lines(lines);
    // Our own lines at every level, those of others as they are written unless somebody traces.
    Logger root = Logger.getLogger("");
    Logger ours = Logger.getLogger("org.onthaal");
    root.addHandler(everything);
    ours.setLevel(Level.ALL);
    CreateKeyResponse made;
    try {
      made = make(org.onthaal.v1.Scope.SCOPE_APPEND, org.onthaal.v1.Scope.SCOPE_INVITATION);
      var sender = sender(made.getSecret());
      var _ = sender.submitRating(request("senne-population-online"));
      var _ = refusal(() -> sender.submitRating(request("housing-desk")));
      var _ = keys.revokeKey(RevokeKeyRequest.newBuilder().setId(made.getKey().getId()).build());
      var _ = refusal(() -> sender.submitRating(request("senne-population-online")));
    } finally {
      ours.setLevel(null);
      root.removeHandler(everything);
    }
    String secret = made.getSecret();
    String random = secret.substring("ons_live_".length());

    assertThat(lines).anyMatch(line -> line.contains(made.getKey().getId()));
    assertThat(lines).noneMatch(line -> line.contains(random));
    assertThat(keys.listKeys(ListKeysRequest.getDefaultInstance()).toString())
        .contains(made.getKey().getId())
        .doesNotContain(random);
    assertThat(
            feedback.count(
                "SELECT count(*) FROM access_key WHERE access_key::text ~ '" + random + "'"))
        .isZero();
  }

  @Test
  void callerOfAnotherMachineNeedsAKeyForWhateverItCalls() throws IOException {
    GrpcCallers callers =
        new GrpcCallers(
            new OneKey(), ServiceKey.NONE, DoorGuards.of(feedback.settings(Map.of())).rates());
    HealthStatusManager health = new HealthStatusManager();
    Server far =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(
                ServerInterceptors.intercept(
                    health.getHealthService(), new CallerInterceptor(callers), new FromFarAway()))
            .build()
            .start();
    ManagedChannel toFar =
        NettyChannelBuilder.forAddress("127.0.0.1", far.getPort()).usePlaintext().build();
    try {
      var stub = io.grpc.health.v1.HealthGrpc.newBlockingStub(toFar);
      var check = io.grpc.health.v1.HealthCheckRequest.getDefaultInstance();

      assertThat(refusal(() -> stub.check(check)))
          .isEqualTo(
              unauthenticated(Reason.KEY_MISSING, "Bearer and a key: callers elsewhere need one"));
      assertThat(refusal(() -> stub.withInterceptors(showing("wrong")).check(check)))
          .isEqualTo(unauthenticated(Reason.KEY_UNKNOWN, "a key that was made here"));
      assertThat(stub.withInterceptors(showing("right")).check(check).getStatusValue())
          .isPositive();
    } finally {
      toFar.shutdownNow();
      far.shutdownNow();
    }
  }

  private record Refusal(Status.Code code, Problem problem) {}

  private static Refusal unauthenticated(Reason reason, String expected) {
    return refusal(Status.Code.UNAUTHENTICATED, reason, expected);
  }

  private static Refusal scopeMissing(String scope) {
    return refusal(
        Status.Code.PERMISSION_DENIED, Reason.SCOPE_MISSING, "a key with scope " + scope);
  }

  private static Refusal refusal(Status.Code code, Reason reason, String expected) {
    return new Refusal(
        code,
        Problem.newBuilder()
            .setReason(reason)
            .setDetail("authorization: expected " + expected)
            .addViolations(
                org.onthaal.v1.Violation.newBuilder()
                    .setField("authorization")
                    .setReason(reason)
                    .setExpected(expected))
            .build());
  }

  private static Refusal refusal(java.util.function.Supplier<?> call) {
    Refusal[] found = new Refusal[1];
    assertThatThrownBy(call::get)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> found[0] = new Refusal(e.getStatus().getCode(), TestFeedback.problem(e)));
    return found[0];
  }

  private CreateKeyResponse make(org.onthaal.v1.Scope... scopes) {
    return keys.createKey(wanted(scopes).build());
  }

  private static CreateKeyRequest.Builder wanted(org.onthaal.v1.Scope... scopes) {
    return CreateKeyRequest.newBuilder()
        .setAdministration(SENNE)
        .setName("a server")
        .addAllScopes(List.of(scopes));
  }

  private FeedbackServiceGrpc.FeedbackServiceBlockingStub sender(String key) {
    return FeedbackServiceGrpc.newBlockingStub(channel).withInterceptors(showing(key));
  }

  private Rating.Builder rating(String touchpoint) {
    return ratings.csat(4, clock.instant()).at(touchpoint).build().toBuilder().clearChannel();
  }

  private SubmitRatingRequest request(String touchpoint) {
    return request(rating(touchpoint).build());
  }

  private static SubmitRatingRequest request(Rating rating) {
    return SubmitRatingRequest.newBuilder().setRating(rating).build();
  }

  private static ClientInterceptor showing(String key) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  /// Shows the interceptors behind it a peer on another machine.
  private static final class FromFarAway implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      return next.startCall(
          new SimpleForwardingServerCall<>(call) {
            @Override
            public Attributes getAttributes() {
              return super.getAttributes().toBuilder()
                  .set(
                      Grpc.TRANSPORT_ATTR_REMOTE_ADDR,
                      new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), 50_000))
                  .build();
            }
          },
          headers);
    }
  }

  private record OneKey() implements KeyRing {
    @Override
    public KeyCheck check(String text) {
      return text.equals("right")
          ? new KeyCheck.Open(
              new AccessKey(
                  "0123456789ab",
                  SENNE,
                  "a server",
                  Set.of(Scope.APPEND),
                  new AccessKey.Life(NOW, Optional.empty(), Optional.empty()),
                  Optional.empty(),
                  Optional.empty()))
          : new KeyCheck.Refused(KeyFault.UNKNOWN);
    }

    @Override
    public Optional<AccessKey> find(String id) {
      return Optional.empty();
    }
  }

  private static final class Lines extends Handler {
    private final ConcurrentLinkedQueue<String> lines;

    Lines(ConcurrentLinkedQueue<String> lines) {
      this.lines = lines;
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(new SimpleFormatter().format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
