package org.onthaal.feedback;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.onthaal.feedback.access.Admission;
import org.onthaal.feedback.access.HttpConnections;
import org.onthaal.feedback.access.IntakeRates;
import org.onthaal.feedback.access.Rate;
import org.onthaal.feedback.access.ServiceKey;
import org.onthaal.feedback.access.TrustedProxies;
import org.onthaal.feedback.collect.IntakeLimits;
import org.onthaal.feedback.comment.CommentLimits;
import org.onthaal.feedback.device.DeviceLimits;
import org.onthaal.feedback.phone.PhoneSettings;
import org.onthaal.feedback.publish.TailLimits;
import org.onthaal.feedback.store.DatabaseSettings;
import org.onthaal.feedback.store.StoreSettings;
import org.onthaal.feedback.store.burst.BurstLimits;
import org.onthaal.feedback.validate.RatingRules;

/// Everything that can be configured; `application.yaml` has every key, default and unit.
///
/// @param publicAddress under which citizens find the pages, without a slash at its end; empty
///   means that of this machine
/// @param invitationLifeMax from the making of an invitation to its end
/// @param keysEnvironment what stands in every key that is made here
public record FeedbackSettings(
    Door http,
    Optional<URI> publicAddress,
    HttpLimits httpLimits,
    Door grpc,
    GrpcLimits grpcLimits,
    ServiceKey serviceKey,
    Door management,
    int managementConnectionsMax,
    DatabaseSettings database,
    Path keysFolder,
    String keysEnvironment,
    ZoneId zone,
    IntakeLimits intake,
    IntakeRates.Limits rates,
    Admission.Limits admission,
    RatingRules rules,
    StoreSettings store,
    Duration catalogueRefresh,
    Duration invitationLifeMax,
    DeviceLimits device,
    TailLimits tail,
    CommentLimits comment,
    PhoneSettings phone,
    Drain drain) {
  private static final int PORT_MAX = 65_535;

  /// An address to listen on; port 0 means any free one.
  public record Door(String bind, int port) {}

  /// What callers of the HTTP door may take.
  ///
  /// @param limitLoopback whether callers of this machine are limited like one of any other
  /// @param loopbackOnly whether paths that are not for citizens answer this machine only
  public record HttpLimits(
      int connectionsMax,
      int requestsMax,
      int requestLineBytesMax,
      int headerBytesMax,
      int drainedBytesMax,
      HttpConnections.Limits connections,
      TrustedProxies trustedProxies,
      boolean limitLoopback,
      boolean loopbackOnly) {}

  /// What callers of the gRPC door may take.
  public record GrpcLimits(
      int connectionsMax,
      int messageBytesMax,
      int documentBytesMax,
      int metadataBytesMax,
      int connectionCallsMax,
      int resetsMax,
      Duration resetsWindow,
      Duration keepalivePermit,
      Duration connectionIdleMax,
      Duration connectionAgeMax,
      Duration connectionAgeGrace,
      Duration handshakeMax) {}

  /// How the service stops.
  public record Drain(Duration announce, Duration callsMax) {}

  /// Reads the defaults, then a file, then overrides by key (`http.port`).
  ///
  /// @throws IllegalArgumentException with everything that is wrong
  public static FeedbackSettings load(Optional<Path> file, Map<String, String> overrides) {
    SettingValues values = SettingValues.of(file, overrides);
    Door http = door(values, "http");
    Optional<URI> publicAddress = values.address("http.public-address");
    HttpLimits httpLimits = httpLimits(values);
    Door grpc = door(values, "grpc");
    GrpcLimits grpcLimits = grpcLimits(values);
    ServiceKey serviceKey = values.serviceKey("grpc.service-key-file", "grpc.service-key");
    Door management = door(values, "management");
    int managementConnections = values.positive("management.connections-max");
    String url =
        values.text("database.url", DatabaseSettings.URL_START, "jdbc:postgresql://host:port/name");
    String user = values.text("database.user", "", "the name of a role");
    Duration idle = values.duration("database.idle-transaction-max", "1s", "1d");
    Path keys = values.path("keys.folder", "a folder");
    String environment = values.environment("keys.environment");
    String password = values.secret("database.password-file", "database.password");
    ZoneId zone = values.zone("zone");
    Duration refresh = values.duration("store.catalogue-refresh", "10ms", "1h");
    Duration invitationLife = values.duration("invitation.life-max", "1m", "3650d");
    DeviceLimits device = device(values);
    CommentLimits comment = comment(values);
    PhoneSettings phone = PhoneValues.read(values);
    Drain drain = new Drain(values.duration("drain.announce"), values.duration("drain.calls-max"));
    Groups groups = Groups.read(values);
    values.check();
    return new FeedbackSettings(
        http,
        publicAddress,
        httpLimits,
        grpc,
        grpcLimits,
        serviceKey,
        management,
        managementConnections,
        new DatabaseSettings(url, user, password, idle),
        keys,
        environment,
        zone,
        groups.intake(),
        groups.rates(),
        groups.admission(),
        groups.rules(),
        groups.store(),
        refresh,
        invitationLife,
        device,
        groups.tail(),
        comment,
        phone,
        drain);
  }

  private static Door door(SettingValues values, String name) {
    return new Door(
        values.text(name + ".bind", "", "an address to listen on"),
        values.integer(name + ".port", 0, PORT_MAX));
  }

  private static DeviceLimits device(SettingValues values) {
    return new DeviceLimits(
        values.duration("device.pairing-ttl", "1m", "1d"),
        values.integer("device.devices-max", 1, 100_000),
        new BurstLimits(
            values.integer("intake.device-burst", 1, 1_000),
            values.duration("intake.device-burst-window", "1s", "1d")));
  }

  private static CommentLimits comment(SettingValues values) {
    return new CommentLimits(
        values.integer("comment.search-code-points-max", 1, 4_000),
        values.integer("comment.looked-at-max", 1, 1_000_000));
  }

  private static HttpLimits httpLimits(SettingValues values) {
    return new HttpLimits(
        values.positive("http.connections-max"),
        values.positive("http.requests-max"),
        values.integer("http.request-line-bytes-max", 256, 1 << 20),
        values.integer("http.header-bytes-max", 256, 1 << 20),
        values.positive("http.drained-bytes-max"),
        new HttpConnections.Limits(
            values.positive("http.address-connections-max"),
            values.duration("http.header-max", "100ms", "1h"),
            values.duration("http.body-max", "100ms", "1h"),
            values.duration("http.idle-max", "100ms", "1h")),
        values.proxies("http.trusted-proxies"),
        values.truth("http.limit-loopback"),
        values.truth("http.loopback-only"));
  }

  private static GrpcLimits grpcLimits(SettingValues values) {
    return new GrpcLimits(
        values.positive("grpc.connections-max"),
        values.positive("grpc.message-bytes-max"),
        values.positive("grpc.document-bytes-max"),
        values.positive("grpc.metadata-bytes-max"),
        values.positive("grpc.connection-calls-max"),
        values.positive("grpc.resets-max"),
        values.duration("grpc.resets-window", "1s", "1h"),
        values.duration("grpc.keepalive-permit"),
        values.duration("grpc.connection-idle-max", "1s", "36500d"),
        values.duration("grpc.connection-age-max", "1s", "36500d"),
        values.duration("grpc.connection-age-grace"),
        values.duration("grpc.handshake-max", "100ms", "1h"));
  }

  /// The groups that belong to a package.
  private record Groups(
      IntakeLimits intake,
      IntakeRates.Limits rates,
      Admission.Limits admission,
      RatingRules rules,
      StoreSettings store,
      TailLimits tail) {
    // Read before anything is checked, so that all problems are told together. The lowest times are
    // those that the parts behind them can count: whole seconds, a pool's quarter of a second.
    static Groups read(SettingValues values) {
      int batchItems = values.positive("intake.batch-items-max");
      int bodyBytes = values.positive("http.body-bytes-max");
      Duration poll = values.duration("tail.poll", "1ms", "1h");
      Duration timeout = values.duration("store.connect-timeout", "250ms", "1h");
      StoreSettings store =
          new StoreSettings(
              values.integer("store.writers", 1, 16),
              values.integer("store.queue-ratings-max", 16, 1_000_000),
              values.positive("store.batch-ratings-max"),
              values.positive("store.batch-bytes-max"),
              values.duration("store.wait-max", "100ms", "1h"),
              values.duration("store.conflict-mode"),
              timeout,
              values.duration("store.socket-timeout", "1s", "1d"),
              values.duration("store.reconnect-backoff-max", "100ms", "1h"),
              values.integer("store.pool-connections-max", 2, 1_000));
      return new Groups(
          new IntakeLimits(batchItems, bodyBytes, values.duration("intake.edit-window")),
          rates(values),
          new Admission.Limits(
              values.positive("admission.permits-max"),
              values.positive("admission.export-permits-max"),
              values.integer("admission.waiting-max", 0, 100_000),
              values.duration("admission.wait-max", "1ms", "1h")),
          new RatingRules(
              values.duration("intake.clock-skew-max"),
              values.duration("intake.late-after"),
              values.duration("intake.ahead-max"),
              values.positive("intake.comment-code-points-max"),
              values.positive("intake.answers-max"),
              values.duration("intake.answered-in-min", "0ms", "10s")),
          store,
          new TailLimits(
              values.positive("tail.page-rows-max"),
              poll,
              values.duration("tail.hint-every", "0ms", "1s"),
              values.duration("tail.caught-up-every", "0ms", "1s"),
              values.duration("tail.pause-max", "100ms", "1d"),
              values.positive("tail.readers-max"),
              values.positive("tail.recounts-max")));
    }

    private static IntakeRates.Limits rates(SettingValues values) {
      return new IntakeRates.Limits(
          rate(values, "address"),
          rate(values, "touchpoint"),
          rate(values, "shared"),
          values.positive("rate.entries-max"));
    }

    private static Rate rate(SettingValues values, String whose) {
      return new Rate(
          values.integer("rate." + whose + "-per-minute", 1, 100_000_000),
          values.positive("rate." + whose + "-burst"));
    }
  }
}
