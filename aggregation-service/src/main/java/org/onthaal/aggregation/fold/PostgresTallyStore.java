package org.onthaal.aggregation.fold;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.onthaal.aggregation.fold.PostgresTransactions.Outcome;
import org.onthaal.aggregation.fold.choice.ChoiceCatchUp;
import org.onthaal.aggregation.fold.choice.PostgresChoiceWriter;
import org.onthaal.aggregation.tail.AdministrationFacts;
import org.onthaal.aggregation.tail.LogSource;
import org.onthaal.aggregation.tail.Signal;

/// Counts, checkpoints and catalogue copies in PostgreSQL. Safe for any thread.
public final class PostgresTallyStore
    implements FoldStore, TallyStore, ChoiceCatchUp.Store, AutoCloseable {
  private final PostgresTransactions transactions;
  private final PostgresFoldWriter writer = new PostgresFoldWriter();
  private final PostgresChoiceWriter choices = new PostgresChoiceWriter();
  private final InstantSource clock;

  private PostgresTallyStore(PostgresTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /// Opens the pool; does not wait for the database.
  public static PostgresTallyStore connect(DatabaseSettings settings, InstantSource clock) {
    return new PostgresTallyStore(PostgresTransactions.connect(settings), clock);
  }

  Folding.Leases leases(Duration silenceMax) {
    return new PostgresLeases(transactions, clock, silenceMax);
  }

  PostgresTransactions transactions() {
    return transactions;
  }

  /// Compares what is kept here with a recount of the log's ratings.
  public Verification verification(LogSource source) {
    return new Verification(source, new PostgresVerification(transactions), clock);
  }

  /// For whoever keeps more in the same database.
  public HikariDataSource pool() {
    return transactions.pool();
  }

  @Override
  public void prepare(int partitions) {
    transactions.transact(connection ->
        new Outcome<>(
            PostgresTransactions.update(
                connection,
                """
                INSERT INTO checkpoint (log_partition, log_offset)
                SELECT p, -1 FROM generate_series(0, ?::int - 1) AS p
                ORDER BY p
                ON CONFLICT DO NOTHING
                """,
                partitions),
            true));
  }

  @Override
  public Checkpoint checkpoint(int partition) {
    return checkpoints().stream()
        .filter(checkpoint -> checkpoint.partition() == partition)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("partition " + partition + ": no checkpoint"));
  }

  /// One per partition, in order.
  public List<Checkpoint> checkpoints() {
    return transactions.transact(connection -> new Outcome<>(checkpoints(connection), true));
  }

  static List<Checkpoint> checkpoints(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT log_partition, log_offset, caught_up_at, changes, choice_offset
                FROM checkpoint
                ORDER BY log_partition
                """);
        ResultSet rows = statement.executeQuery()) {
      List<Checkpoint> checkpoints = new ArrayList<>();
      while (rows.next()) {
        Optional<Instant> at =
            Optional.ofNullable(rows.getObject(3, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
        checkpoints.add(
            new Checkpoint(rows.getInt(1), rows.getLong(2), at, rows.getLong(4), rows.getLong(5)));
      }
      return checkpoints;
    }
  }

  @Override
  public Folded.Known known() {
    return transactions.transact(connection -> new Outcome<>(known(connection), true));
  }

  static Folded.Known known(Connection connection) throws SQLException {
    Map<String, ZoneId> zones = new HashMap<>();
    Set<String> counted = new HashSet<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT a.administration, a.zone,
                  EXISTS (SELECT FROM cell c WHERE c.administration = a.administration)
                FROM administration a
                ORDER BY a.administration
                """);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        zones.put(rows.getString(1), ZoneId.of(rows.getString(2)));
        if (rows.getBoolean(3)) {
          counted.add(rows.getString(1));
        }
      }
    }
    return new Folded.Known(zones, counted);
  }

  @Override
  public boolean commit(long from, Step step, List<FoldStep> continuations) {
    Optional<Learned> learned =
        transactions.transact(connection -> {
          Optional<Boolean> withChoices = moved(connection, from, step);
          if (withChoices.isEmpty()) {
            return new Outcome<>(Optional.empty(), false);
          }
          return new Outcome<>(
              Optional.of(write(connection, step, withChoices.get(), continuations)), true);
        });
    learned.ifPresent(ids -> {
      writer.remember(ids.cells());
      choices.remember(ids.choices());
    });
    return learned.isPresent();
  }

  private record Learned(PostgresFoldWriter.Learned cells, PostgresChoiceWriter.Learned choices) {}

  /// The compare-and-set, first: it also makes two writers of one partition wait for each other.
  /// Says whether choices go along, which they do unless earlier ones are missing; empty when the
  /// checkpoint was elsewhere.
  private static Optional<Boolean> moved(Connection connection, long from, Step step)
      throws SQLException {
    try (PreparedStatement statement =
            PostgresTransactions.prepare(
                connection,
                """
                UPDATE checkpoint
                SET log_offset = ?, appended_at = ?, caught_up_at = greatest(caught_up_at, ?), changes = changes + 1,
                  choice_offset = CASE WHEN choice_offset = log_offset THEN ? ELSE choice_offset END
                WHERE log_partition = ? AND log_offset = ?
                RETURNING choice_offset = log_offset
                """,
                List.of(
                    step.to(),
                    step.appendedAt(),
                    step.change().at(),
                    step.to(),
                    step.change().partition(),
                    from));
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(rows.getBoolean(1)) : Optional.empty();
    }
  }

  @Override
  public List<ChoiceCatchUp.Behind> behind() {
    return behind(checkpoints());
  }

  static List<ChoiceCatchUp.Behind> behind(List<Checkpoint> checkpoints) {
    return checkpoints.stream()
        .filter(checkpoint -> checkpoint.choiceOffset() < checkpoint.offset())
        .map(checkpoint ->
            new ChoiceCatchUp.Behind(
                checkpoint.partition(), checkpoint.choiceOffset(), checkpoint.offset()))
        .toList();
  }

  /// What was put aside when it was folded, because its zone came later, is counted here: as a
  /// recount does.
  @Override
  public boolean count(int partition, long from, List<Signal.Batch> batches) {
    Signal.Batch newest = batches.getLast();
    Optional<PostgresChoiceWriter.Learned> learned =
        transactions.transact(connection -> {
          boolean moved = PostgresChoiceWriter.moved(connection, partition, from, newest.offset());
          return moved
              ? new Outcome<>(
                  Optional.of(
                      choices.write(
                          connection,
                          Fold.fold(known(connection), batches).choices(),
                          newest.offset(),
                          newest.appendedAt())),
                  true)
              : new Outcome<>(Optional.empty(), false);
        });
    learned.ifPresent(choices::remember);
    return learned.isPresent();
  }

  private Learned write(
      Connection connection, Step step, boolean withChoices, List<FoldStep> continuations)
      throws SQLException {
    Folded folded = step.folded();
    int partition = step.change().partition();
    for (AdministrationFacts administration : folded.catalogue().values()) {
      PostgresCatalogue.write(connection, administration);
    }
    for (Folded.Impossible impossible : folded.impossible()) {
      PostgresTransactions.update(
          connection,
          """
          INSERT INTO quarantine (log_partition, log_offset, reason, bytes)
          VALUES (?, ?, ?, ?)
          """,
          partition,
          impossible.offset(),
          impossible.reason(),
          impossible.bytes().get());
    }
    PostgresFoldWriter.Learned cells =
        writer.write(connection, partition, step.to(), step.appendedAt(), folded);
    PostgresChoiceWriter.Learned chosen =
        withChoices
            ? choices.write(connection, folded.choices(), step.to(), step.appendedAt())
            : PostgresChoiceWriter.Learned.NOTHING;
    continueWith(connection, step.change(), continuations);
    return new Learned(cells, chosen);
  }

  private static void continueWith(
      Connection connection, Change change, List<FoldStep> continuations) {
    FoldTransaction transaction = new FoldTransaction(connection, change.at());
    continuations.forEach(step -> step.folded(transaction, change));
  }

  @Override
  public boolean tick(int partition, long offset, Instant at, List<FoldStep> continuations) {
    return transactions.transact(connection -> {
      boolean current =
          PostgresTransactions.update(
                  connection,
                  """
                  UPDATE checkpoint
                  SET caught_up_at = greatest(caught_up_at, ?)
                  WHERE log_partition = ? AND log_offset = ?
                  """,
                  at,
                  partition,
                  offset)
              == 1;
      if (current) {
        continueWith(
            connection,
            new Change(partition, offset, at, true, List.of(), Map.of()),
            continuations);
      }
      return new Outcome<>(current, current);
    });
  }

  /// Never prunes what a partition that lags behind may still have to judge.
  @Override
  public int prune(Instant before, int rowsMax) {
    return transactions.transact(connection -> {
      PostgresTransactions.update(
          connection,
          """
          UPDATE prune_mark
          SET minutes_before = bound.safe
          FROM (
            SELECT least(?::timestamptz, min(coalesce(caught_up_at, '-infinity')) - INTERVAL '72 hours') AS safe
            FROM checkpoint
          ) AS bound
          WHERE bound.safe > minutes_before
          """,
          before);
      int removed =
          PostgresTransactions.update(
              connection,
              """
              DELETE FROM tally_minute
              WHERE ctid = ANY (ARRAY(
                SELECT t.ctid
                FROM tally_minute t
                WHERE t.window_start < (SELECT minutes_before FROM prune_mark)
                ORDER BY t.window_start
                LIMIT ?))
              """,
              rowsMax);
      return new Outcome<>(removed, true);
    });
  }

  /// How many entries are kept aside.
  public long quarantined() {
    return transactions.transact(connection -> {
      try (PreparedStatement statement =
              connection.prepareStatement("SELECT count(*) FROM quarantine");
          ResultSet rows = statement.executeQuery()) {
        rows.next();
        return new Outcome<>(rows.getLong(1), true);
      }
    });
  }

  @Override
  public List<WindowTally> read(TallyQuery query) {
    return snapshot(reader -> reader.read(query, Map.of(), Integer.MAX_VALUE));
  }

  @Override
  public List<WindowTally> read(FoldTransaction transaction, TallyQuery query) {
    return new PostgresTallyReader(transaction.connection(), transaction.at())
        .read(query, Map.of(), Integer.MAX_VALUE);
  }

  @Override
  public <T> T snapshot(Function<TallyStore.Reader, T> reads) {
    return transactions.snapshot(
        connection -> reads.apply(new PostgresTallyReader(connection, clock.instant())));
  }

  @Override
  public AsOf asOf() {
    return snapshot(TallyStore.Reader::asOf);
  }

  @Override
  public List<AdministrationFacts> catalogue() {
    return transactions.snapshot(PostgresCatalogue::read);
  }

  @Override
  public void close() {
    transactions.close();
  }
}
