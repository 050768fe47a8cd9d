package org.onthaal.feedback;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.onthaal.feedback.collect.IntakeLimits;
import org.onthaal.feedback.publish.TailLimits;
import org.onthaal.feedback.store.DatabaseSettings;
import org.onthaal.feedback.store.StoreSettings;
import org.onthaal.feedback.validate.RatingRules;

/// Everything that can be configured; `application.yaml` has every key, default and unit.
public record FeedbackSettings(
    Door http,
    Door grpc,
    GrpcLimits grpcLimits,
    Door management,
    DatabaseSettings database,
    Path keysFolder,
    ZoneId zone,
    IntakeLimits intake,
    RatingRules rules,
    StoreSettings store,
    Duration catalogueRefresh,
    TailLimits tail,
    Drain drain) {
  private static final int PORT_MAX = 65_535;

  /// An address to listen on; port 0 means any free one.
  public record Door(String bind, int port) {}

  /// What one caller of the gRPC door may take.
  public record GrpcLimits(
      boolean loopbackOnly,
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
    Door grpc = door(values, "grpc");
    GrpcLimits grpcLimits = grpcLimits(values);
    Door management = door(values, "management");
    String url =
        values.text("database.url", DatabaseSettings.URL_START, "jdbc:postgresql://host:port/name");
    String user = values.text("database.user", "", "the name of a role");
    Duration idle = values.duration("database.idle-transaction-max", "1s", "1d");
    String keys = values.text("keys.folder", "", "a folder");
    String password = values.secret("database.password-file", "database.password");
    ZoneId zone = values.zone("zone");
    Duration refresh = values.duration("store.catalogue-refresh", "10ms", "1h");
    Drain drain = new Drain(values.duration("drain.announce"), values.duration("drain.calls-max"));
    Groups groups = Groups.read(values);
    values.check();
    return new FeedbackSettings(
        http,
        grpc,
        grpcLimits,
        management,
        new DatabaseSettings(url, user, password, idle),
        Path.of(keys),
        zone,
        groups.intake(),
        groups.rules(),
        groups.store(),
        refresh,
        groups.tail(),
        drain);
  }

  private static Door door(SettingValues values, String name) {
    return new Door(
        values.text(name + ".bind", "", "an address to listen on"),
        values.integer(name + ".port", 0, PORT_MAX));
  }

  private static GrpcLimits grpcLimits(SettingValues values) {
    return new GrpcLimits(
        values.truth("grpc.loopback-only"),
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
      IntakeLimits intake, RatingRules rules, StoreSettings store, TailLimits tail) {
    // Read before anything is checked, so that all problems are told together. The lowest times are
    // those that the parts behind them can count: whole seconds, a pool's quarter of a second.
    static Groups read(SettingValues values) {
      int batchItems = values.positive("intake.batch-items-max");
      int messageBytes = values.positive("intake.message-bytes-max");
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
          new IntakeLimits(batchItems, messageBytes, values.duration("intake.edit-window")),
          new RatingRules(
              values.duration("intake.clock-skew-max"),
              values.duration("intake.late-after"),
              values.duration("intake.ahead-max"),
              values.positive("intake.comment-code-points-max"),
              values.positive("intake.answers-max")),
          store,
          new TailLimits(
              values.positive("tail.page-rows-max"),
              poll,
              values.duration("tail.caught-up-every", "0ms", "1s"),
              values.duration("tail.pause-max", "100ms", "1d")));
    }
  }
}
