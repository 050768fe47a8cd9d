package org.onthaal.feedback.survey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/// The catalogue in PostgreSQL, with an immutable copy in memory that is replaced as a whole.
///
/// Safe for any thread. Reading never waits for the database.
public final class PostgresSurveyCatalog implements SurveyCatalog {
  private static final Logger LOGGER = System.getLogger(PostgresSurveyCatalog.class.getName());

  private final Jdbi jdbi;
  private final Downstream downstream;
  private final ScheduledExecutorService refresher;
  private final Looks looks;
  private final ZoneId zone;
  private Optional<CompletableFuture<Boolean>> nextLook = Optional.empty();
  private volatile Copy copy = new Copy(-1, CatalogSnapshot.EMPTY);

  /// What the steps after this one do when the catalogue changes, in the transaction that changes
  /// it.
  public interface Downstream {
    /// Appends one entry to the log.
    ///
    /// @param catalog the catalogue as it will be
    /// @return position of the entry, `partition:offset`
    String append(Connection connection, SurveyCatalog catalog, String administration)
        throws SQLException;

    /// Whether ratings fix the zone of an administration.
    ///
    /// @param administrationId the database's number
    boolean hasRatings(Connection connection, int administrationId) throws SQLException;
  }

  /// When it looks for changes of other replicas.
  ///
  /// @param every how long a change may pass unseen where nobody asks
  /// @param max how long a caller waits for a look
  public record Looks(Duration every, Duration max) {}

  private record Copy(long version, CatalogSnapshot snapshot) {}

  private record Written(CatalogOutcome outcome, Copy copy) {}

  private PostgresSurveyCatalog(
      DataSource database,
      Downstream downstream,
      ScheduledExecutorService refresher,
      Looks looks,
      ZoneId zone) {
    this.looks = looks;
    this.zone = zone;
    this.jdbi = Jdbi.create(database);
    this.downstream = downstream;
    this.refresher = refresher;
  }

  /// Opens the catalogue of a migrated database; the built-in survey is there afterwards.
  ///
  /// @param refresher one thread that looks for changes of other replicas; stopped by its owner
  /// @param zone of a new administration whose document names none
  public static PostgresSurveyCatalog open(
      DataSource database,
      Downstream downstream,
      ScheduledExecutorService refresher,
      Looks looks,
      ZoneId zone) {
    PostgresSurveyCatalog catalog =
        new PostgresSurveyCatalog(database, downstream, refresher, looks, zone);
    catalog.load();
    if (catalog.newest(Survey.BUILT_IN).isEmpty()) {
      catalog.applyOrFail(resource("built-in.yaml"));
    }
    long millis = looks.every().toMillis();
    var _ =
        refresher.scheduleWithFixedDelay(catalog::refresh, millis, millis, TimeUnit.MILLISECONDS);
    return catalog;
  }

  /// Merges a document into the catalogue: all of it or nothing.
  public CatalogOutcome apply(String yaml) {
    return write(yaml, false).orElseThrow();
  }

  /// Applies the Brussels example where the catalogue has no administration yet.
  ///
  /// @return whether it was applied
  public boolean applyExampleIfEmpty() {
    Optional<CatalogOutcome> outcome = write(resource("brussels.yaml"), true);
    outcome.ifPresent(PostgresSurveyCatalog::failOnProblems);
    return outcome.isPresent();
  }

  private void applyOrFail(String yaml) {
    failOnProblems(apply(yaml));
  }

  private static void failOnProblems(CatalogOutcome outcome) {
    switch (outcome) {
      case CatalogOutcome.Applied _ -> {}
      case CatalogOutcome.Refused(List<CatalogProblem> problems) ->
          throw new IllegalStateException("a catalogue that ships is refused: " + problems);
      case CatalogOutcome.Unavailable() ->
          throw new IllegalStateException("the database does not take the catalogue that ships");
    }
  }

  private Optional<CatalogOutcome> write(String yaml, boolean onlyIfEmpty) {
    Optional<Written> written;
    try {
      written =
          jdbi.<Optional<Written>, SQLException>inTransaction(
              TransactionIsolationLevel.READ_COMMITTED, handle -> write(handle, yaml, onlyIfEmpty));
    } catch (SQLException | JdbiException e) {
      LOGGER.log(Level.WARNING, "the catalogue could not be changed", e);
      return Optional.of(new CatalogOutcome.Unavailable());
    }
    written.ifPresent(one -> adopt(one.copy()));
    return written.map(Written::outcome);
  }

  private Optional<Written> write(Handle handle, String yaml, boolean onlyIfEmpty)
      throws SQLException {
    PostgresCatalogRows rows = new PostgresCatalogRows(handle);
    rows.nextVersion();
    CatalogSnapshot before = rows.snapshot();
    if (onlyIfEmpty && !before.administrations().isEmpty()) {
      handle.rollback();
      return Optional.empty();
    }
    Connection connection = handle.getConnection();
    return switch (CatalogFile.read(
        yaml,
        before,
        new CatalogFile.ZoneRules(zone, code -> hasRatings(connection, before, code)))) {
      case CatalogFile.Reading.Faulty(List<CatalogProblem> problems) -> {
        handle.rollback();
        yield Optional.of(new Written(new CatalogOutcome.Refused(problems), copy));
      }
      case CatalogFile.Reading.Correct(CatalogChange change) -> {
        rows.write(change);
        Copy after = new Copy(rows.version(), rows.snapshot());
        List<String> positions = new ArrayList<>();
        for (String administration : change.affected()) {
          positions.add(downstream.append(connection, after.snapshot(), administration));
        }
        yield Optional.of(
            new Written(
                new CatalogOutcome.Applied(change.added(), change.changed(), positions), after));
      }
    };
  }

  private boolean hasRatings(Connection connection, SurveyCatalog before, String administration) {
    try {
      return downstream.hasRatings(connection, before.administrationId(administration));
    } catch (SQLException e) {
      throw new ConnectionException(e); // caught with the others that the database causes
    }
  }

  /// Takes over what another replica changed, if it did.
  void refresh() {
    CompletableFuture<Boolean> look = takeLook();
    boolean caughtUp = false;
    try {
      long version = jdbi.withHandle(handle -> new PostgresCatalogRows(handle).version());
      if (version != copy.version()) {
        load();
      }
      caughtUp = true;
    } catch (RuntimeException e) {
      // The copy stays; intake reports a database that is gone, and the next look comes soon. What
      // escapes from here would end the regular look for good.
      LOGGER.log(Level.WARNING, "the catalogue could not be looked at", e);
    } finally {
      look.complete(caughtUp);
    }
  }

  // Whoever asks from here on may have seen a change that this look misses.
  private synchronized CompletableFuture<Boolean> takeLook() {
    CompletableFuture<Boolean> look = nextLook.orElseGet(CompletableFuture::new);
    nextLook = Optional.empty();
    return look;
  }

  @Override
  public CompletableFuture<Boolean> caughtUp() {
    return awaitedLook()
        .copy()
        .completeOnTimeout(false, looks.max().toNanos(), TimeUnit.NANOSECONDS);
  }

  // However many ask, one look runs and one waits.
  private synchronized CompletableFuture<Boolean> awaitedLook() {
    if (nextLook.isPresent()) {
      return nextLook.get();
    }
    CompletableFuture<Boolean> look = new CompletableFuture<>();
    try {
      refresher.execute(this::refresh);
      nextLook = Optional.of(look);
    } catch (RejectedExecutionException e) {
      LOGGER.log(Level.DEBUG, "the service is stopping", e);
      look.complete(false);
    }
    return look;
  }

  private void load() {
    adopt(
        jdbi.inTransaction(
            TransactionIsolationLevel.REPEATABLE_READ,
            handle -> {
              PostgresCatalogRows rows = new PostgresCatalogRows(handle);
              return new Copy(rows.version(), rows.snapshot());
            }));
  }

  /// Two changes may end in one order and arrive here in the other.
  private synchronized void adopt(Copy candidate) {
    if (candidate.version() > copy.version()) {
      copy = candidate;
    }
  }

  private static String resource(String name) {
    try (InputStream stream = PostgresSurveyCatalog.class.getResourceAsStream("/catalog/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("/catalog/" + name + " is not on the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("/catalog/" + name + " cannot be read", e);
    }
  }

  @Override
  public Optional<Touchpoint> touchpoint(String key) {
    return copy.snapshot().touchpoint(key);
  }

  @Override
  public Optional<Administration> administration(String code) {
    return copy.snapshot().administration(code);
  }

  @Override
  public Optional<Service> service(String administration, String code) {
    return copy.snapshot().service(administration, code);
  }

  @Override
  public Optional<Survey> survey(String code, int version) {
    return copy.snapshot().survey(code, version);
  }

  @Override
  public Optional<Survey> newest(String code) {
    return copy.snapshot().newest(code);
  }

  @Override
  public int administrationId(String code) {
    return copy.snapshot().administrationId(code);
  }

  @Override
  public int touchpointId(String key) {
    return copy.snapshot().touchpointId(key);
  }

  @Override
  public int questionId(String survey, String question) {
    return copy.snapshot().questionId(survey, question);
  }

  @Override
  public List<Administration> administrations() {
    return copy.snapshot().administrations();
  }

  @Override
  public List<Service> services(String administration) {
    return copy.snapshot().services(administration);
  }

  @Override
  public List<Touchpoint> touchpoints(String administration, String service) {
    return copy.snapshot().touchpoints(administration, service);
  }

  @Override
  public List<Survey> surveys() {
    return copy.snapshot().surveys();
  }
}
