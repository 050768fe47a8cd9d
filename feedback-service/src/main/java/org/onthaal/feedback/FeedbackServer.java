package org.onthaal.feedback;

import com.zaxxer.hikari.HikariDataSource;
import io.grpc.BindableService;
import io.helidon.webserver.http.HttpService;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.onthaal.feedback.administer.CatalogGrpcService;
import org.onthaal.feedback.administer.KeyGrpcService;
import org.onthaal.feedback.collect.Changes;
import org.onthaal.feedback.collect.GrpcCallers;
import org.onthaal.feedback.collect.HttpKeys;
import org.onthaal.feedback.collect.HttpRates;
import org.onthaal.feedback.collect.Intake;
import org.onthaal.feedback.collect.LossGrpcService;
import org.onthaal.feedback.collect.RatingGrpcService;
import org.onthaal.feedback.collect.RatingHttpService;
import org.onthaal.feedback.collect.ReturnedRatings;
import org.onthaal.feedback.collect.page.ErasePageHttpService;
import org.onthaal.feedback.collect.page.HostedPage;
import org.onthaal.feedback.collect.poster.PosterHttpService;
import org.onthaal.feedback.comment.CommentGrpcService;
import org.onthaal.feedback.device.DeviceGrpcService;
import org.onthaal.feedback.device.DeviceHttpService;
import org.onthaal.feedback.device.Devices;
import org.onthaal.feedback.invitation.Invitations;
import org.onthaal.feedback.key.KeyText;
import org.onthaal.feedback.key.PostgresKeys;
import org.onthaal.feedback.loss.PostgresLosses;
import org.onthaal.feedback.observe.DoorMeters;
import org.onthaal.feedback.observe.IntakeMeters;
import org.onthaal.feedback.observe.LogReadiness;
import org.onthaal.feedback.observe.ManagementServer;
import org.onthaal.feedback.observe.PhoneMeters;
import org.onthaal.feedback.observe.PostgresStrays;
import org.onthaal.feedback.phone.agi.FastAgiServer;
import org.onthaal.feedback.privacy.CallCodes;
import org.onthaal.feedback.privacy.CommentRedactor;
import org.onthaal.feedback.privacy.Fingerprints;
import org.onthaal.feedback.privacy.KeyCodes;
import org.onthaal.feedback.privacy.ReceiptCodes;
import org.onthaal.feedback.privacy.Seal;
import org.onthaal.feedback.publish.HeadWatch;
import org.onthaal.feedback.publish.RatingLogGrpcService;
import org.onthaal.feedback.publish.StoredRatingGrpcService;
import org.onthaal.feedback.publish.StoredRatingPages;
import org.onthaal.feedback.rating.RatingIds;
import org.onthaal.feedback.store.Migrations;
import org.onthaal.feedback.store.PostgresConnections;
import org.onthaal.feedback.store.PostgresLogHints;
import org.onthaal.feedback.store.PostgresRatingLog;
import org.onthaal.feedback.store.PostgresRatingPages;
import org.onthaal.feedback.store.PostgresRatings;
import org.onthaal.feedback.store.PostgresRecount;
import org.onthaal.feedback.store.PostgresStore;
import org.onthaal.feedback.store.StoreCounters;
import org.onthaal.feedback.survey.PostgresSurveyCatalog;
import org.onthaal.feedback.validate.RatingValidator;

/// Wires the steps, starts the doors, drains and stops. No logic.
public final class FeedbackServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("org.onthaal.feedback");
  // The first character of every receipt code names the key that made it.
  private static final String RECEIPT_KEY_ID = "a";

  private final FeedbackSettings settings;
  private final InstantSource clock;
  private final Deque<Step> stops = new ArrayDeque<>();
  private final AtomicReference<Runnable> afterCommit = new AtomicReference<>(() -> {});
  private Runnable notServing = () -> {};
  private volatile int httpPort;
  private int grpcPort;
  private int managementPort;
  private int phonePort;

  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }

  /// The parts that the doors are made of.
  private record Parts(
      PostgresSurveyCatalog catalog,
      PostgresKeys keys,
      Devices devices,
      CommentGrpcService comments,
      PostgresLosses losses,
      PostgresStore store,
      PostgresRatingLog log,
      HeadWatch watch,
      Intake intake,
      Changes changes,
      CallCodes callCodes) {}

  private FeedbackServer(FeedbackSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /// Starts everything; returns when the doors are open. The database must be migrated.
  ///
  /// @throws IllegalStateException with a sentence that says what is in the way
  public static FeedbackServer start(FeedbackSettings settings, InstantSource clock) {
    FeedbackServer server = new FeedbackServer(settings, clock);
    try {
      server.open();
      return server;
    } catch (IOException e) {
      server.stop();
      throw new IllegalStateException(
          "The keys in " + settings.keysFolder() + " cannot be read or made: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      server.stop();
      throw e;
    }
  }

  public int httpPort() {
    return httpPort;
  }

  public int grpcPort() {
    return grpcPort;
  }

  public int managementPort() {
    return managementPort;
  }

  /// 0 where telephones are not answered.
  public int phonePort() {
    return phonePort;
  }

  /// Not ready, no new calls, calls in flight, what waits for a commit, connections: in this order.
  public void stop() {
    while (!stops.isEmpty()) {
      try {
        stops.pop().run();
      } catch (InterruptedException _) {
        // The remaining parts are stopped all the same.
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "a part did not stop cleanly", e);
      }
    }
  }

  /// Same as [#stop].
  @Override
  public void close() {
    stop();
  }

  private void open() throws IOException {
    Migrations.check(settings.database());
    DoorGuards guards = DoorGuards.of(settings);
    Parts parts = parts(guards);
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(meters);
    IntakeMeters.register(meters, parts.store().counters(), parts.log()::waiting);
    IntakeMeters.registerLosses(meters, parts.losses());
    DoorMeters.register(meters, guards.admission());
    DoorMeters.register(meters, guards.rates());
    DoorMeters.register(meters, guards.http(), guards.grpc());
    watchStrays(parts, meters);
    Optional<PhoneDoor> phone = PhoneDoor.of(settings.phone());
    phone.ifPresent(door -> PhoneMeters.register(meters, door.dispositions()));
    openDoors(parts, guards, phone);
    openManagement(parts, meters);
  }

  private Parts parts(DoorGuards guards) throws IOException {
    PostgresConnections connections =
        new PostgresConnections(settings.database(), settings.store());
    HikariDataSource pool = connections.pool();
    stops.push(pool::close);
    PostgresStore store = store(connections, pool);
    PostgresSurveyCatalog catalog = catalog(pool);
    PostgresRatingLog log = log(store, catalog);
    HeadWatch watch = watch(log, connections);
    RatingValidator validator = new RatingValidator(catalog, settings.rules());
    CommentRedactor redactor = new CommentRedactor();
    Keys keys = Keys.open(settings.keysFolder(), pool);
    ReceiptCodes codes = new ReceiptCodes(RECEIPT_KEY_ID, keys.receipt());
    PostgresRatings ratings = new PostgresRatings(store, catalog, () -> afterCommit.get().run());
    Intake intake =
        new Intake(
            validator,
            redactor,
            log,
            new Fingerprints(keys.fingerprint()),
            codes,
            new Intake.IntakeContext(
                clock,
                catalog::caughtUp,
                new RatingIds(clock, new SecureRandom()),
                settings.rules().commentCodePointsMax(),
                new ReturnedRatings(ratings::find, log, scheduler("returned"))));
    Changes.ChangesContext change =
        new Changes.ChangesContext(clock, settings.intake().editWindow(), guards.admission());
    PostgresKeys accessKeys = accessKeys(pool, keys);
    return new Parts(
        catalog,
        accessKeys,
        new Devices(
            pool,
            accessKeys,
            catalog,
            keys.ofDevices(settings.keysEnvironment()),
            settings.device(),
            guards.world(clock)),
        comments(pool, keys, guards),
        new PostgresLosses(pool, clock),
        store,
        log,
        watch,
        intake,
        new Changes(ratings, validator, redactor, codes, change),
        new CallCodes(keys.pepper()));
  }

  private PostgresStore store(PostgresConnections connections, HikariDataSource pool) {
    return new PostgresStore(
        connections,
        pool,
        settings.store(),
        org.onthaal.feedback.publish.Protos::facts,
        new StoreCounters());
  }

  private PostgresRatingLog log(PostgresStore store, PostgresSurveyCatalog catalog) {
    PostgresRatingLog log =
        PostgresRatingLog.open(
            store,
            catalog,
            settings.device().burst(),
            () -> afterCommit.get().run(),
            Thread.ofPlatform().name("writer-", 0).factory());
    stops.push(() -> log.close(settings.drain().callsMax()));
    return log;
  }

  private CommentGrpcService comments(HikariDataSource pool, Keys keys, DoorGuards guards) {
    Seal pages = new Seal(keys.pepper(), "comment pages", new SecureRandom());
    return new CommentGrpcService(pool, settings.comment(), pages, guards.admission());
  }

  private void watchStrays(Parts parts, PrometheusMeterRegistry meters) {
    PostgresStrays strays = new PostgresStrays(parts.store().pool());
    IntakeMeters.registerStrays(meters, strays::last);
    strays.lookAgainAndAgain(scheduler("strays"));
  }

  private ScheduledExecutorService scheduler(String name) {
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    stops.push(scheduler::shutdownNow);
    return scheduler;
  }

  private PostgresSurveyCatalog catalog(HikariDataSource pool) {
    return PostgresSurveyCatalog.open(
        pool,
        new PostgresCatalogueLog(),
        scheduler("catalogue"),
        new PostgresSurveyCatalog.Looks(settings.catalogueRefresh(), settings.store().waitMax()),
        settings.zone());
  }

  private PostgresKeys accessKeys(HikariDataSource pool, Keys keys) {
    return PostgresKeys.open(
        pool, new KeyCodes(keys.pepper()), clock, scheduler("keys"), settings.catalogueRefresh());
  }

  private HeadWatch watch(PostgresRatingLog log, PostgresConnections connections) {
    HeadWatch watch = new HeadWatch(log, clock, settings.tail());
    PostgresLogHints hints =
        new PostgresLogHints(
            connections,
            watch::hint,
            settings.tail().hintEvery(),
            Thread.ofPlatform().daemon().name("hint-", 0).factory());
    afterCommit.set(hints::afterCommit);
    hints.start();
    Thread.ofVirtual().name("head-watch").start(watch);
    stops.push(hints::close);
    return watch;
  }

  private void openDoors(Parts parts, DoorGuards guards, Optional<PhoneDoor> phone) {
    StoredRatingPages pages =
        new StoredRatingPages(new PostgresRatingPages(parts.store().pool()), guards.admission());
    ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    stops.push(blocking::shutdownNow);
    SecureRandom random = new SecureRandom();
    List<BindableService> services =
        List.of(
            new RatingGrpcService(
                parts.intake(), parts.changes(), parts.catalog(), settings.intake()),
            new RatingLogGrpcService(
                parts.log(),
                parts.watch(),
                new PostgresRecount(parts.store().connections()),
                settings.tail(),
                blocking,
                guards.admission()),
            new LossGrpcService(parts.losses(), clock, guards.admission()),
            new StoredRatingGrpcService(pages),
            parts.comments(),
            new CatalogGrpcService(parts.catalog(), guards.admission()),
            new KeyGrpcService(
                parts.keys(),
                () -> KeyText.mint(settings.keysEnvironment(), random),
                clock,
                guards.admission()),
            new DeviceGrpcService(parts.devices()));
    GrpcCallers callers = new GrpcCallers(parts.keys(), settings.serviceKey(), guards.rates());
    GrpcDoor grpc = GrpcDoor.start(settings, services, blocking, guards.grpc(), callers);
    grpcPort = grpc.port();
    stops.push(() -> grpc.stop(settings.drain().callsMax()));
    HttpRates rates = guards.httpRates(settings.httpLimits(), parts.catalog());
    guards.http().watch();
    stops.push(guards.http()::close);
    List<HttpService> https = new ArrayList<>(httpServices(parts, pages, rates));
    phone.ifPresent(door -> https.add(new PromptHttpService(door.prompts(), parts.catalog())));
    PublicHttpServer http = PublicHttpServer.start(settings, https, guards.http());
    httpPort = http.port();
    stops.push(http::stop);
    phone.ifPresent(door -> openPhone(door, parts, blocking));
    // Readers follow for ever: they are told to leave before the calls in flight are waited for.
    stops.push(parts.watch()::close);
    notServing = grpc::notServing;
  }

  private void openPhone(PhoneDoor door, Parts parts, ExecutorService blocking) {
    PhoneDoor.UseCases useCases =
        new PhoneDoor.UseCases(parts.intake(), parts.changes(), parts.catalog(), parts.callCodes());
    FastAgiServer phone = door.start(useCases, clock, blocking, this::publicAddress);
    phonePort = phone.port();
    stops.push(() -> phone.stop(settings.drain().callsMax()));
  }

  private List<HttpService> httpServices(Parts parts, StoredRatingPages pages, HttpRates rates) {
    HttpKeys keys = new HttpKeys(parts.keys(), rates);
    return List.of(
        new RatingHttpService(
            parts.intake(), parts.changes(), parts.catalog(), settings.intake(), rates, keys),
        new DeviceHttpService(parts.devices(), keys, rates),
        new StoredRatingHttpService(pages),
        new HostedPage(
            new HostedPage.UseCases(
                parts.intake(), parts.changes()::amend, invitations(parts)::check),
            parts.catalog(),
            new RatingIds(clock, new SecureRandom()),
            clock,
            settings.intake().bodyBytesMax(),
            rates),
        new PosterHttpService(parts.catalog(), this::publicAddress),
        new ErasePageHttpService(parts.changes(), settings.intake().bodyBytesMax()),
        new WidgetHttpService(),
        new KioskHttpService(),
        new ApiDocumentHttpService());
  }

  private Invitations invitations(Parts parts) {
    return new Invitations(
        parts.keys(),
        parts.catalog(),
        clock,
        new Invitations.Limits(settings.invitationLifeMax(), settings.rules().aheadMax()));
  }

  private URI publicAddress() {
    return settings.publicAddress().orElseGet(() -> URI.create("http://localhost:" + httpPort));
  }

  private void openManagement(Parts parts, PrometheusMeterRegistry meters) {
    LogReadiness readiness = new LogReadiness(parts.log());
    ManagementServer management = ManagementDoor.open(settings, meters, readiness);
    managementPort = management.port();
    Step announced =
        () -> {
          // Both kinds of callers hear of it at the same time, before anything is refused.
          readiness.stopping();
          notServing.run();
          Thread.sleep(settings.drain().announce());
        };
    stops.addLast(management::stop);
    stops.push(announced);
  }
}
