package org.onthaal.aggregation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.device.DeviceWatch;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.fold.DatabaseSettings;
import org.onthaal.aggregation.fold.FoldSettings;
import org.onthaal.aggregation.measure.Suppression;
import org.onthaal.aggregation.report.ScoreReport;
import org.onthaal.aggregation.tail.FeedbackDoor;
import org.onthaal.aggregation.tail.TailSettings;

/// Everything that can be configured; `application.yaml` has every key, default and unit.
public record AggregationSettings(
    Door http,
    HttpLimits httpLimits,
    Door grpc,
    GrpcLimits grpcLimits,
    Door management,
    boolean loopbackOnly,
    DatabaseSettings database,
    FeedbackDoor log,
    ZoneId zone,
    TailSettings tail,
    FoldSettings fold,
    ScoreReport.Limits report,
    Suppression suppression,
    Admission.Limits admission,
    AlertSettings alerts,
    DeviceWatch.Cadence kiosks,
    Duration drain) {
  private static final int PORT_MAX = 65_535;

  /// Below this a loop would do nothing but look.
  private static final Duration PAUSE_MIN = Duration.ofMillis(10);

  /// A longer pause is a mistake: what it paces would seem dead.
  private static final Duration PAUSE_MAX = Duration.ofHours(1);

  private static final Duration DAY = Duration.ofDays(1);

  /// An address to listen on; port 0 means any free one.
  public record Door(String bind, int port) {}

  /// Reads the defaults, then a file, then overrides by key (`http.port`).
  ///
  /// @throws IllegalArgumentException with everything that is wrong
  public static AggregationSettings load(Optional<Path> file, Map<String, String> overrides) {
    SettingValues values = SettingValues.of(file, overrides);
    FeedbackDoor log =
        new FeedbackDoor(
            values.filled("log.target", "host:port"),
            values.header("log.service-key-file", "log.service-key"));
    AggregationSettings settings =
        new AggregationSettings(
            door(values, "http"),
            HttpLimits.from(values),
            door(values, "grpc"),
            GrpcLimits.from(values),
            door(values, "management"),
            values.truth("loopback-only"),
            database(values),
            log,
            values.zone("zone"),
            tail(values),
            fold(values),
            report(values),
            suppression(values),
            admission(values),
            AlertSettings.from(values, log),
            kiosks(values),
            values.duration("drain.calls-max", Duration.ZERO, PAUSE_MAX));
    values.check();
    return settings;
  }

  private static Door door(SettingValues values, String name) {
    return new Door(
        values.filled(name + ".bind", "an address such as 127.0.0.1"),
        values.integer(name + ".port", 0, PORT_MAX));
  }

  private static DatabaseSettings database(SettingValues values) {
    return new DatabaseSettings(
        values.beginning("database.url", "jdbc:postgresql:"),
        values.filled("database.user", "a name"),
        values.secret("database.password-file", "database.password"),
        values.integer("database.connections-max", 4, 1_000),
        values.duration("database.connect-timeout", Duration.ofMillis(250), PAUSE_MAX),
        values.duration("database.socket-timeout", Duration.ofSeconds(1), DAY),
        values.duration("database.idle-transaction-max", Duration.ofSeconds(1), DAY));
  }

  private static TailSettings tail(SettingValues values) {
    Duration first = values.duration("tail.reconnect-first", Duration.ofMillis(1), PAUSE_MAX);
    return new TailSettings(
        values.positive("tail.batches-held-max"),
        values.duration("tail.silence-max", Duration.ofSeconds(2), PAUSE_MAX),
        first,
        values.duration("tail.reconnect-longest", first, DAY),
        values.integer("tail.message-bytes-max", 1024, Integer.MAX_VALUE));
  }

  private static FoldSettings fold(SettingValues values) {
    return new FoldSettings(
        values.duration("fold.tick", PAUSE_MIN, PAUSE_MAX),
        values.positive("fold.entries-max"),
        values.duration("fold.commit-every", Duration.ZERO, Duration.ofSeconds(10)),
        values.duration("fold.prune-every", PAUSE_MIN, DAY),
        values.positive("fold.prune-rows-max"),
        values.duration("fold.lease-retry", PAUSE_MIN, PAUSE_MAX),
        values.duration("fold.lease-silence-max", Duration.ofSeconds(5), PAUSE_MAX),
        values.duration("fold.database-retry", PAUSE_MIN, PAUSE_MAX));
  }

  private static Admission.Limits admission(SettingValues values) {
    return new Admission.Limits(
        values.positive("admission.permits-max"),
        values.positive("admission.export-permits-max"),
        values.integer("admission.waiting-max", 0, 100_000),
        values.duration("admission.wait-max", Duration.ofMillis(1), PAUSE_MAX));
  }

  private static DeviceWatch.Cadence kiosks(SettingValues values) {
    return new DeviceWatch.Cadence(
        values.duration("kiosk.look-every", PAUSE_MIN, PAUSE_MAX),
        values.duration("kiosk.settle", Duration.ZERO, PAUSE_MAX));
  }

  private static ScoreReport.Limits report(SettingValues values) {
    return new ScoreReport.Limits(
        values.positive("report.rows-max"),
        values.duration("report.after-max", Duration.ZERO, PAUSE_MAX),
        values.duration("report.watch-every", PAUSE_MIN, PAUSE_MAX),
        values.duration("report.heartbeat", PAUSE_MIN, PAUSE_MAX),
        values.positive("report.watchers-max"));
  }

  private static Suppression suppression(SettingValues values) {
    int below = values.integer("report.suppress-below", 0, 1_000);
    if (below == 0 || below >= Suppression.N_MIN_LEAST) {
      return new Suppression(below);
    }
    values.refuse("report.suppress-below", "0, or " + Suppression.N_MIN_LEAST + "..1000");
    return Suppression.OFF;
  }
}
