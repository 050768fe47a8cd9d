package org.onthaal.aggregation;

import io.grpc.BindableService;
import io.helidon.webserver.http.HttpService;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.onthaal.aggregation.dashboard.DashboardHttpService;
import org.onthaal.aggregation.device.DeviceHttpService;
import org.onthaal.aggregation.device.DeviceWatch;
import org.onthaal.aggregation.device.GrpcDevices;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.door.GrpcConnections;
import org.onthaal.aggregation.door.GrpcPatience;
import org.onthaal.aggregation.door.PathTable;
import org.onthaal.aggregation.evaluate.BacktestBudget;
import org.onthaal.aggregation.fold.FoldStep;
import org.onthaal.aggregation.fold.Folding;
import org.onthaal.aggregation.fold.Migrations;
import org.onthaal.aggregation.fold.PostgresTallyStore;
import org.onthaal.aggregation.observe.BudgetMeters;
import org.onthaal.aggregation.observe.DoorMeters;
import org.onthaal.aggregation.observe.FoldMeters;
import org.onthaal.aggregation.observe.FoldReadiness;
import org.onthaal.aggregation.observe.ManagementHttpService;
import org.onthaal.aggregation.observe.NotifyMeters;
import org.onthaal.aggregation.observe.ReloadMeters;
import org.onthaal.aggregation.report.CatalogueHttpService;
import org.onthaal.aggregation.report.CatalogueReport;
import org.onthaal.aggregation.report.ChoiceHttpService;
import org.onthaal.aggregation.report.ChoiceReport;
import org.onthaal.aggregation.report.CommentHttpService;
import org.onthaal.aggregation.report.CommentReport;
import org.onthaal.aggregation.report.GrpcCommentSource;
import org.onthaal.aggregation.report.ScoreGrpcService;
import org.onthaal.aggregation.report.ScoreHttpService;
import org.onthaal.aggregation.report.ScoreReport;
import org.onthaal.aggregation.tail.GrpcLogSource;
import org.onthaal.aggregation.tail.Reconnect;

/// Wires the steps, starts the doors, drains and stops. No logic.
public final class AggregationServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("org.onthaal.aggregation");

  private final AggregationSettings settings;
  private final InstantSource clock;
  private final Deque<Step> stops = new ArrayDeque<>();
  private int httpPort;
  private int grpcPort;
  private int managementPort;

  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }

  private AggregationServer(AggregationSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /// Starts everything; returns when the doors are open. The database must be migrated.
  ///
  /// @throws IllegalStateException with a sentence that says what is in the way
  public static AggregationServer start(AggregationSettings settings, InstantSource clock) {
    AggregationServer server = new AggregationServer(settings, clock);
    try {
      server.open();
      return server;
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

  /// Not ready, no new calls, calls in flight, the fold, connections: in this order.
  public void stop() {
    while (!stops.isEmpty()) {
      try {
        stops.pop().run();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "a part did not stop cleanly", e);
      }
    }
  }

  @Override
  public void close() {
    stop();
  }

  private void open() {
    Migrations.check(settings.database());
    PostgresTallyStore store = PostgresTallyStore.connect(settings.database(), clock);
    stops.push(store::close);
    GrpcLogSource source = GrpcLogSource.connect(settings.log(), settings.tail());
    stops.push(source::close);
    SecureRandom random = new SecureRandom();
    Admission admission = new Admission(settings.admission(), GrpcPatience::nanos);
    Alerting alerting = openAlerting(store, admission, random);
    List<FoldStep> steps = List.of(alerting.step());
    Folding folding =
        Folding.start(
            store,
            source,
            settings.fold(),
            () ->
                new Reconnect(
                    settings.tail().reconnectFirst(), settings.tail().reconnectLongest(), random),
            steps,
            clock);
    stops.push(folding::close);
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    FoldReadiness readiness = openManagement(store, source, folding, alerting, meters);
    DoorMeters.register(meters, admission);
    Reports reports = reports(store, source, admission);
    watchKiosks(reports.devices(), alerting, folding);
    openDoors(reports, alerting, meters);
    stops.push(readiness::stopping);
  }

  private void watchKiosks(GrpcDevices devices, Alerting alerting, Folding folding) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    stops.push(threads::shutdownNow);
    DeviceWatch watch =
        new DeviceWatch(devices, alerting::kiosks, folding::leads, settings.kiosks(), clock);
    stops.push(watch::close);
    watch.start(threads);
  }

  private Alerting openAlerting(
      PostgresTallyStore store, Admission admission, SecureRandom random) {
    Alerting alerting =
        Alerting.create(
            settings.alerts(),
            PostgresAlerting.beside(
                store,
                clock,
                new Alerting.Doors(
                    settings.zone(),
                    settings.report().watchEvery(),
                    settings.report().heartbeat(),
                    settings.report().watchersMax(),
                    settings.httpLimits().bodyBytesMax(),
                    admission,
                    new BacktestBudget.Patience(
                        settings.alerts().backtestMax(), System::nanoTime, GrpcPatience::nanos)),
                random));
    stops.push(alerting::close);
    alerting.start();
    LOG.log(System.Logger.Level.INFO, "alerts: {0}", alerting.description());
    return alerting;
  }

  private FoldReadiness openManagement(
      PostgresTallyStore store,
      GrpcLogSource source,
      Folding folding,
      Alerting alerting,
      PrometheusMeterRegistry meters) {
    new JvmMemoryMetrics().bindTo(meters);
    FoldMeters.register(meters, store, folding, clock);
    NotifyMeters.register(meters, alerting.outbox(), clock);
    ReloadMeters.register(meters, alerting.reload());
    BudgetMeters.register(meters, alerting.budget());
    Watchdog.register(meters, alerting::watchdog);
    FoldReadiness readiness = new FoldReadiness(folding);
    HttpService service = new ManagementHttpService(meters, readiness, store.verification(source));
    InternalHttpServer management =
        InternalHttpServer.start(
            "management",
            settings.management(),
            settings,
            ManagementHttpService.ROWS,
            routing -> routing.register(service));
    managementPort = management.port();
    stops.push(management::stop);
    return readiness;
  }

  /// What is told of the counts, and what feedback-service is asked for.
  private record Reports(
      ScoreReport scores,
      ChoiceReport choices,
      CommentReport comments,
      CatalogueReport catalogue,
      GrpcDevices devices) {}

  private Reports reports(PostgresTallyStore store, GrpcLogSource source, Admission admission) {
    ScoreReport scores =
        new ScoreReport(
            store,
            settings.zone(),
            settings.report(),
            settings.suppression(),
            System::nanoTime,
            admission);
    ChoiceReport choices =
        new ChoiceReport(store, scores, settings.suppression(), admission, source.surveys(clock));
    GrpcDevices devices = GrpcDevices.connect(settings.log());
    stops.push(devices::close);
    return new Reports(
        scores,
        choices,
        comments(store, admission),
        new CatalogueReport(store, admission),
        devices);
  }

  private void openDoors(Reports reports, Alerting alerting, PrometheusMeterRegistry meters) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    stops.push(threads::shutdownNow);
    List<BindableService> services =
        List.of(
            new ScoreGrpcService(reports.scores(), reports.choices()),
            alerting.grpc(),
            alerting.silences(),
            alerting.deadLetters(),
            alerting.configuring().rules(),
            alerting.configuring().receivers());
    GrpcConnections connections = new GrpcConnections(settings.grpcLimits().connectionsMax());
    GrpcDoor grpc = GrpcDoor.start(settings, services, threads, connections);
    grpcPort = grpc.port();
    stops.push(() -> grpc.stop(settings.drain()));
    InternalHttpServer http =
        InternalHttpServer.start(
            "http",
            settings.http(),
            settings,
            PathTable.ROWS,
            routing ->
                routing
                    .register(new ScoreHttpService(reports.scores()))
                    .register(new ChoiceHttpService(reports.choices()))
                    .register(alerting.http())
                    .register(alerting.configuring().http())
                    .register(new CatalogueHttpService(reports.catalogue()))
                    .register(new CommentHttpService(reports.comments()))
                    .register(
                        new DeviceHttpService(
                            reports.devices(), settings.httpLimits().bodyBytesMax()))
                    .register(new DashboardHttpService())
                    .register(new ApiDocumentHttpService()));
    DoorMeters.register(meters, http.connections(), connections);
    httpPort = http.port();
    stops.push(http::stop);
    stops.push(alerting::endWatches);
    stops.push(reports.scores()::endWatches);
  }

  private CommentReport comments(PostgresTallyStore store, Admission admission) {
    GrpcCommentSource source = GrpcCommentSource.connect(settings.log());
    stops.push(source::close);
    return new CommentReport(
        source,
        store,
        settings.zone(),
        settings.report().rowsMax(),
        settings.suppression(),
        admission);
  }
}
