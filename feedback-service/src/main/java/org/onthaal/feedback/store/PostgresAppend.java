package org.onthaal.feedback.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.onthaal.feedback.rating.Fingerprint;
import org.onthaal.feedback.rating.Flag;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.store.PostgresStore.FactsEncoder;
import org.onthaal.feedback.store.burst.PostgresBursts;

/// The transaction of one batch: ratings, then heads and log rows, then commit. A batch of nothing
/// but duplicates writes no log row.
///
/// Up to a number of ratings all of it is one statement, unless there is more to it: a key that may
/// exist, a first rating, a second answer, a press on a device, which is held against the others.
final class PostgresAppend {
  // Fewer are stored sooner by one statement than by the four trips around a COPY.
  private static final int COPY_ROWS_MIN = 128;

  private static final String EXISTING =
      """
      SELECT rating.administration_id, rating.id, fingerprint, received_at
      FROM rating
      JOIN unnest(?::integer[], ?::uuid[]) AS wanted (administration_id, id)
        ON rating.administration_id = wanted.administration_id AND rating.id = wanted.id
      """;

  private final PostgresMonths months;
  private final FirstRatings firsts = new FirstRatings();
  private final PostgresBursts bursts;
  private final FactsEncoder encoder;

  PostgresAppend(PostgresMonths months, PostgresBursts bursts, FactsEncoder encoder) {
    this.months = months;
    this.bursts = bursts;
    this.encoder = encoder;
  }

  /// Commits the batch and says what became of each row, in order. With `mayExist` the fast path,
  /// which fails when a key exists, is not tried.
  List<Appended> commit(Connection connection, List<StoredRow> batch, boolean mayExist)
      throws SQLException {
    SortedMap<RatingKey, StoredRow> first = new TreeMap<>();
    batch.forEach(row -> first.putIfAbsent(row.key(), row));
    List<StoredRow> rows = List.copyOf(first.values());
    months.ensure(connection, rows.stream().map(row -> row.rating().id()).toList());
    boolean pressed = rows.stream().anyMatch(row -> row.device().isPresent());
    if (!mayExist
        && !pressed
        && rows.size() < COPY_ROWS_MIN
        && firsts.hasNone(rows)
        && haveOneAnswer(rows)) {
      SortedMap<Integer, Offset> offsets = PostgresBatch.commitNew(connection, rows, logRows(rows));
      return outcomes(batch, first, first.keySet(), Map.of(), offsets);
    }
    firsts.await(connection, rows);
    if (pressed) {
      Presses presses = presses(connection, rows);
      rows = presses.judged();
      mayExist |= presses.anyExists();
    }
    Set<RatingKey> inserted = insert(connection, rows, mayExist);
    if (pressed) {
      keep(connection, rows, inserted);
    }
    Map<RatingKey, Existing> existing = existing(connection, rows, inserted);
    SortedMap<Integer, Offset> offsets = offsets(connection, rows, inserted);
    connection.commit();
    firsts.stored(rows);
    return outcomes(batch, first, inserted, existing, offsets);
  }

  /// The rows of a batch, those flagged that are more than a device may give in a while.
  ///
  /// @param anyExists whether one is stored already
  private record Presses(List<StoredRow> judged, boolean anyExists) {}

  // What is stored already has its flags, and is no press again.
  private Presses presses(Connection connection, List<StoredRow> rows) throws SQLException {
    List<StoredRow> all = rows.stream().filter(row -> row.device().isPresent()).toList();
    bursts.lock(
        connection, all.stream().map(row -> row.device().orElseThrow()).distinct().toList());
    Set<RatingKey> existing = existing(connection, all, Set.of()).keySet();
    List<StoredRow> fresh = all.stream().filter(row -> !existing.contains(row.key())).toList();
    List<Boolean> tooMany =
        bursts.tooMany(connection, fresh.stream().map(row -> row.press().orElseThrow()).toList());
    Set<RatingKey> over = new HashSet<>();
    for (int i = 0; i < fresh.size(); i++) {
      if (tooMany.get(i)) {
        over.add(fresh.get(i).key());
      }
    }
    return new Presses(
        rows.stream()
            .map(row -> over.contains(row.key()) ? row.with(Flag.OVER_BURST) : row)
            .toList(),
        !existing.isEmpty());
  }

  private void keep(Connection connection, List<StoredRow> rows, Set<RatingKey> inserted)
      throws SQLException {
    List<StoredRow> stored =
        rows.stream()
            .filter(row -> row.device().isPresent() && inserted.contains(row.key()))
            .toList();
    if (!stored.isEmpty()) {
      bursts.keep(
          connection,
          stored.stream()
              .filter(row -> !row.rating().stamp().flags().contains(Flag.OVER_BURST))
              .map(row -> row.press().orElseThrow())
              .toList(),
          stored.getLast().rating().stamp().receivedAt());
    }
  }

  private static boolean haveOneAnswer(List<StoredRow> rows) {
    return rows.stream().allMatch(row -> row.questionIds().size() == 1);
  }

  private static List<Appended> outcomes(
      List<StoredRow> batch,
      Map<RatingKey, StoredRow> first,
      Set<RatingKey> inserted,
      Map<RatingKey, Existing> existing,
      SortedMap<Integer, Offset> offsets) {
    Set<RatingKey> told = new HashSet<>();
    List<Appended> outcomes = new ArrayList<>();
    for (StoredRow row : batch) {
      Offset offset = offset(offsets, row);
      if (inserted.contains(row.key()) && told.add(row.key())) {
        outcomes.add(new Appended.Stored(offset));
      } else {
        StoredRow winner = first.getOrDefault(row.key(), row);
        outcomes.add(again(row, winner, existing.get(row.key()), offset));
      }
    }
    return outcomes;
  }

  private static Set<RatingKey> insert(
      Connection connection, List<StoredRow> rows, boolean mayExist) throws SQLException {
    if (mayExist) {
      return PostgresBatch.insertNew(connection, rows);
    }
    PostgresBatch.copy(connection, rows);
    Set<RatingKey> all = new HashSet<>();
    rows.forEach(row -> all.add(row.key()));
    return all;
  }

  private SortedMap<Integer, Offset> offsets(
      Connection connection, List<StoredRow> rows, Set<RatingKey> inserted) throws SQLException {
    List<StoredRow> added = new ArrayList<>();
    TreeSet<Integer> others = new TreeSet<>();
    for (StoredRow row : rows) {
      if (inserted.contains(row.key())) {
        added.add(row);
      } else {
        others.add(row.partition());
      }
    }
    SortedMap<Integer, Offset> offsets = new TreeMap<>();
    if (!others.isEmpty()) {
      offsets.putAll(LogHead.current(connection, others));
    }
    if (!added.isEmpty()) {
      offsets.putAll(LogHead.append(connection, logRows(added)));
    }
    return offsets;
  }

  private SortedMap<Integer, LogHead.NewRow> logRows(List<StoredRow> rows) {
    SortedMap<Integer, List<LogEntry>> entries = new TreeMap<>();
    for (StoredRow row : rows) {
      entries
          .computeIfAbsent(row.partition(), _ -> new ArrayList<>())
          .add(new LogEntry.Submitted(row.rating()));
    }
    SortedMap<Integer, LogHead.NewRow> logRows = new TreeMap<>();
    entries.forEach((partition, list) ->
        logRows.put(partition, new LogHead.NewRow(list.size(), encoder.encode(list))));
    return logRows;
  }

  private static Appended again(
      StoredRow row, StoredRow winner, @Nullable Existing existing, Offset offset) {
    if (existing == null) {
      return row.fingerprint().equals(winner.fingerprint())
          ? new Appended.Duplicate(offset, winner.rating().stamp().receivedAt())
          : new Appended.Conflict();
    }
    return row.fingerprint().equals(existing.fingerprint())
        ? new Appended.Duplicate(
            offset, existing.receivedAt().orElse(row.rating().stamp().receivedAt()))
        : new Appended.Conflict();
  }

  private static Offset offset(SortedMap<Integer, Offset> offsets, StoredRow row) {
    Offset offset = offsets.get(row.partition());
    if (offset == null) {
      throw new IllegalStateException("no head for partition " + row.partition());
    }
    return offset;
  }

  private static Map<RatingKey, Existing> existing(
      Connection connection, List<StoredRow> rows, Set<RatingKey> inserted) throws SQLException {
    List<StoredRow> wanted = rows.stream().filter(r -> !inserted.contains(r.key())).toList();
    Map<RatingKey, Existing> found = new HashMap<>();
    if (wanted.isEmpty()) {
      return found;
    }
    try (PreparedStatement statement = connection.prepareStatement(EXISTING)) {
      statement.setArray(
          1,
          connection.createArrayOf(
              "integer", wanted.stream().map(StoredRow::administrationId).toArray()));
      statement.setArray(
          2,
          connection.createArrayOf(
              "uuid", wanted.stream().map(row -> row.rating().id().value()).toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          OffsetDateTime received = row.getObject(4, OffsetDateTime.class);
          found.put(
              new RatingKey(row.getInt(1), new RatingId(row.getObject(2, UUID.class))),
              new Existing(
                  Fingerprint.of(row.getBytes(3)),
                  java.util.Optional.ofNullable(received).map(OffsetDateTime::toInstant)));
        }
      }
    }
    return found;
  }

  /// What is kept of a stored rating that a retry needs; an erased one has no time.
  private record Existing(Fingerprint fingerprint, java.util.Optional<Instant> receivedAt) {}

  /// Keeps the first rating of an administration and a change of its zone from passing each other:
  /// the one would be counted in days of a zone that the other replaces. Safe for any thread.
  ///
  /// Both take one advisory lock until their transaction ends, writers shared, the change alone.
  /// One lock for all administrations, so that nobody waits in a circle. An administration that is
  /// known to have ratings keeps its zone for good, so its writers take no lock: usually nobody
  /// does.
  static final class FirstRatings {
    // Any constant that no one else uses: "first" in ASCII.
    private static final long ADVISORY_LOCK = 0x6669727374L;

    private final Set<Integer> rated = ConcurrentHashMap.newKeySet();

    /// Whether no row may be the first of its administration.
    boolean hasNone(Collection<StoredRow> rows) {
      return rows.stream().allMatch(row -> rated.contains(row.administrationId()));
    }

    /// Waits for changes of a zone, where a row may be the first of its administration.
    void await(Connection connection, Collection<StoredRow> rows) throws SQLException {
      if (!hasNone(rows)) {
        execute(connection, "SELECT pg_advisory_xact_lock_shared(" + ADVISORY_LOCK + ")");
      }
    }

    /// To be told after the commit.
    void stored(Collection<StoredRow> rows) {
      rows.forEach(row -> rated.add(row.administrationId()));
    }

    /// Holds first ratings back until the transaction ends; those on their way are waited for.
    static void holdBack(Connection connection) throws SQLException {
      execute(connection, "SELECT pg_advisory_xact_lock(" + ADVISORY_LOCK + ")");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }
}
