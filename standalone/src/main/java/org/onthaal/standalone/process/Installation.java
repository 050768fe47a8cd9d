package org.onthaal.standalone.process;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.onthaal.aggregation.AggregationServer;
import org.onthaal.aggregation.AggregationSettings;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.FeedbackSettings;
import org.onthaal.standalone.Complaint;
import org.onthaal.v1.ApplyCatalogRequest;
import org.onthaal.v1.CatalogServiceGrpc;
import org.onthaal.v1.ListAdministrationsRequest;

/// Everything that runs in the one process: PostgreSQL, feedback-service, aggregation-service.
///
/// Parts are stopped in the reverse order of their start, also when a later part did not start.
public final class Installation implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Installation.class.getName());
  private static final String EXAMPLE = "/catalog/brussels.yaml";
  private static final long EXAMPLE_SECONDS_MAX = 30;
  private static final String CANARY = "/canary/catalogue.yaml";

  /// A touchpoint of the example: what is rated where a telephone system names none.
  private static final String PHONE_TOUCHPOINT = "senne-population-phone";

  /// The touchpoint of that catalogue.
  private static final String CANARY_TOUCHPOINT = "onthaal-canary";

  private static final String FEEDBACK = "feedback";
  private static final String AGGREGATION = "aggregation";

  /// What the person who starts it has chosen.
  ///
  /// @param rules rule file of live alerts
  /// @param routes who hears of them
  /// @param zone of the installation, for questions that name none
  /// @param canary time of day, in that zone, at which a drop is played
  /// @param publicAddress under which citizens find the pages: what the code on a poster opens
  public record Choices(
      Optional<Path> rules,
      Optional<Path> routes,
      Optional<String> zone,
      Optional<LocalTime> canary,
      Optional<URI> publicAddress) {}

  private final DataFolder folder;
  private final Ports ports;
  private final Choices choices;
  private final InstantSource clock;
  private final Pause pause;
  private final Object turn = new Object();
  private final Deque<Runnable> running = new ArrayDeque<>();
  private boolean closed;

  private Installation(
      DataFolder folder, Ports ports, Choices choices, InstantSource clock, Pause pause) {
    this.folder = folder;
    this.ports = ports;
    this.choices = choices;
    this.clock = clock;
    this.pause = pause;
  }

  /// Looks for its ports on an open data folder; starts nothing yet.
  ///
  /// @throws Complaint when a port is taken
  public static Installation prepare(
      DataFolder folder, Ports wanted, Choices choices, InstantSource clock, Pause pause) {
    stopLeftover(folder, pause);
    return new Installation(folder, wanted.claimed(), choices, clock, pause);
  }

  /// Starts everything. May be closed meanwhile, by a signal: then the part being started is
  /// stopped as soon as it stands, and no further one starts.
  ///
  /// @throws Complaint when a part does not start; then nothing is left running
  public void start() {
    try {
      startParts();
    } catch (IOException e) {
      throw new Complaint(
          "The data folder " + folder.path() + " cannot be used: " + DataFolder.reason(e) + ".", e);
    }
  }

  private void started(Runnable stop) {
    synchronized (turn) {
      if (!closed) {
        running.push(stop);
        return;
      }
    }
    stop.run();
    throw new Complaint("Stopped while starting.");
  }

  /// Stops a database that an earlier process left on the folder; for when the folder is emptied.
  public static void stopLeftover(DataFolder folder, Pause pause) {
    try {
      leftover(folder, pause).stopLeftover();
    } catch (IOException e) {
      throw new Complaint(
          "The data folder " + folder.path() + " cannot be read: " + DataFolder.reason(e) + ".", e);
    }
  }

  private static PostgresServer leftover(DataFolder folder, Pause pause) {
    return new PostgresServer(
        folder.postgres(), folder.log().resolve("postgres.log"), 0, "", pause);
  }

  public Ports ports() {
    return ports;
  }

  private void startParts() throws IOException {
    try {
      Map<String, Map<String, String>> databases = startDatabase();
      startFeedback(databases.getOrDefault(FEEDBACK, Map.of()));
      applyCatalogues();
      startAggregation(databases.getOrDefault(AGGREGATION, Map.of()));
      folder.publish(ports);
      started(folder::withdraw);
    } catch (SQLException e) {
      close();
      throw new Complaint("The database could not be set up: " + e.getMessage() + ".", e);
    } catch (IllegalArgumentException e) {
      close();
      // Settings, rules and routes that cannot be used say so in words for their owner.
      throw new Complaint(String.valueOf(e.getMessage()), e);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// @return the database keys of each service's settings
  private Map<String, Map<String, String>> startDatabase() throws IOException, SQLException {
    Passwords passwords = new Passwords(folder.keys());
    String superuser = passwords.of(PostgresServer.SUPERUSER);
    PostgresServer server =
        new PostgresServer(
            folder.postgres(),
            folder.log().resolve("postgres.log"),
            ports.of(Door.POSTGRES),
            superuser,
            pause);
    server.prepare();
    EmbeddedPostgres postgres = EmbeddedPostgres.start(server, pause);
    started(postgres::close);
    PostgresDatabases databases = new PostgresDatabases(server, superuser);
    Map<String, Map<String, String>> settings = new HashMap<>();
    for (String name : new String[] {FEEDBACK, AGGREGATION}) {
      String password = passwords.of(name);
      databases.create(name, password);
      settings.put(
          name,
          Map.of(
              "database.url", server.url(name),
              "database.user", name,
              "database.password", password));
    }
    return settings;
  }

  private void startFeedback(Map<String, String> database) {
    Map<String, String> keys = new HashMap<>(database);
    put(keys, "http", Door.FEEDBACK_HTTP);
    put(keys, "grpc", Door.FEEDBACK_GRPC);
    put(keys, "management", Door.FEEDBACK_MANAGEMENT);
    keys.put("intake.phone.enabled", "true");
    put(keys, "intake.phone", Door.PHONE);
    keys.put("intake.phone.touchpoint", PHONE_TOUCHPOINT);
    keys.put("keys.folder", folder.keys().toString());
    choices
        .publicAddress()
        .ifPresent(address -> keys.put("http.public-address", address.toString()));
    choices.zone().ifPresent(zone -> keys.put("zone", zone));
    FeedbackSettings settings = FeedbackSettings.load(Optional.empty(), keys);
    org.onthaal.feedback.store.Migrations.migrate(settings.database());
    started(FeedbackServer.start(settings, clock)::stop);
  }

  private void startAggregation(Map<String, String> database) {
    Map<String, String> keys = new HashMap<>(database);
    put(keys, "http", Door.AGGREGATION_HTTP);
    put(keys, "grpc", Door.AGGREGATION_GRPC);
    put(keys, "management", Door.AGGREGATION_MANAGEMENT);
    keys.put("log.target", "127.0.0.1:" + ports.of(Door.FEEDBACK_GRPC));
    choices.zone().ifPresent(zone -> keys.put("zone", zone));
    choices.rules().ifPresent(file -> keys.put("rules.file", file.toString()));
    choices.routes().ifPresent(file -> keys.put("routes.file", file.toString()));
    choices
        .canary()
        .ifPresent(at -> {
          keys.put("canary.touchpoint", CANARY_TOUCHPOINT);
          keys.put("canary.at", at.toString());
          choices.zone().ifPresent(zone -> keys.put("canary.zone", zone));
        });
    // Only this machine may call, and whoever works on it may change its files.
    keys.put("rules.editable", "true");
    // Everything runs on one machine here, receivers that are being tried out included.
    keys.put("notify.allow-loopback", "true");
    AggregationSettings settings = AggregationSettings.load(Optional.empty(), keys);
    org.onthaal.aggregation.fold.Migrations.migrate(settings.database());
    started(AggregationServer.start(settings, clock)::stop);
  }

  private void put(Map<String, String> keys, String prefix, Door door) {
    keys.put(prefix + ".port", Integer.toString(ports.of(door)));
    keys.put(prefix + ".bind", door.bind());
  }

  /// Gives an empty installation something to look at; one that has content is left alone. The
  /// canary's touchpoint is added to whatever there is.
  private void applyCatalogues() throws IOException {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", ports.of(Door.FEEDBACK_GRPC))
            .usePlaintext()
            .build();
    try {
      var catalog =
          CatalogServiceGrpc.newBlockingStub(channel)
              .withWaitForReady()
              .withDeadlineAfter(EXAMPLE_SECONDS_MAX, TimeUnit.SECONDS);
      var known = catalog.listAdministrations(ListAdministrationsRequest.getDefaultInstance());
      if (known.getAdministrationsCount() == 0) {
        var _ = catalog.applyCatalog(document(FeedbackServer.class, EXAMPLE));
      }
      if (choices.canary().isPresent()) {
        var _ = catalog.applyCatalog(document(AggregationServer.class, CANARY));
      }
    } finally {
      channel.shutdownNow();
    }
  }

  private static ApplyCatalogRequest document(Class<?> owner, String name) throws IOException {
    try (InputStream document = owner.getResourceAsStream(name)) {
      if (document == null) {
        throw new IllegalStateException(name + " is missing from the build");
      }
      String text = new String(document.readAllBytes(), StandardCharsets.UTF_8);
      return ApplyCatalogRequest.newBuilder().setDocument(text).build();
    }
  }

  /// Drains and stops every part; a part that fails to stop does not keep the others from it.
  @Override
  public void close() {
    Deque<Runnable> parts;
    synchronized (turn) {
      closed = true;
      parts = new ArrayDeque<>(running);
      running.clear();
    }
    while (!parts.isEmpty()) {
      try {
        parts.pop().run();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "A part did not stop cleanly", e);
      }
    }
  }
}
