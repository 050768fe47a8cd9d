package org.onthaal.feedback.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.onthaal.feedback.rating.Answer;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.Flag;
import org.onthaal.feedback.rating.Place;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.rating.Stamp;
import org.onthaal.feedback.survey.Language;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// Writes the rows of one batch, whose keys are all different: in the caller's transaction, but for
/// [#commitNew], which is one.
final class PostgresBatch {
  private static final int COLUMN_COUNT = 16;

  private static final String COPY =
      "COPY rating (" + RowArrays.COLUMNS + ") FROM STDIN (FORMAT binary)";

  private static final String COPY_ANSWERS =
      """
      COPY rating_answer
        (administration_id, id, answer_position, question_id, metric, score, choices)
      FROM STDIN (FORMAT binary)
      """;

  private static final String INSERT_NEW =
      "INSERT INTO rating ("
          + RowArrays.COLUMNS
          + ") "
          + RowArrays.SELECT
          + " ON CONFLICT (administration_id, id) DO NOTHING RETURNING administration_id, id";

  // The heads come after the ratings, so that their locks are held shortest.
  private static final String COMMIT_NEW =
      "WITH stored AS (INSERT INTO rating ("
          + RowArrays.COLUMNS
          + ") "
          + RowArrays.SELECT
          + " RETURNING 1), "
          + LogHead.APPEND_WHERE.formatted("AND (SELECT count(*) FROM stored) > 0");

  private PostgresBatch() {}

  /// Rows, heads and log rows in one statement that commits by itself: one trip to the database
  /// instead of four. For rows with one answer; fails with 23505 when a key exists. The connection
  /// is outside a transaction, before and after.
  static SortedMap<Integer, Offset> commitNew(
      Connection connection, List<StoredRow> rows, SortedMap<Integer, LogHead.NewRow> logRows)
      throws SQLException {
    connection.setAutoCommit(true);
    try (PreparedStatement statement = connection.prepareStatement(COMMIT_NEW)) {
      int bound = RowArrays.bind(connection, statement, rows);
      return LogHead.append(statement, bound, logRows);
    } finally {
      connection.setAutoCommit(false);
    }
  }

  /// The fast path: fails with 23505 when any key exists.
  static void copy(Connection connection, List<StoredRow> rows) throws SQLException {
    CopyBuffer buffer = new CopyBuffer();
    rows.forEach(row -> append(buffer, row));
    copyIn(connection, COPY, buffer);
    insertAnswers(connection, rows);
  }

  /// For rows of which some may exist. Answers the keys that were new.
  static Set<RatingKey> insertNew(Connection connection, List<StoredRow> rows) throws SQLException {
    Set<RatingKey> inserted = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(INSERT_NEW)) {
      RowArrays.bind(connection, statement, rows);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          inserted.add(new RatingKey(row.getInt(1), new RatingId(row.getObject(2, UUID.class))));
        }
      }
    }
    insertAnswers(connection, only(rows, inserted));
    return inserted;
  }

  /// The second and further answers of ratings that were just stored.
  static void insertAnswers(Connection connection, Collection<StoredRow> rows) throws SQLException {
    CopyBuffer buffer = new CopyBuffer();
    boolean any = false;
    for (StoredRow row : rows) {
      for (int i = 1; i < row.questionIds().size(); i++) {
        var answer = row.rating().answers().get(i);
        buffer.row(7).integer(row.administrationId()).binary(row.rating().id().bytes()).small(i);
        buffer.integer(row.questionIds().get(i));
        answer
            .metric()
            .ifPresentOrElse(metric -> buffer.small(Columns.number(metric)), buffer::absent);
        score(buffer, StoredRow.score(answer));
        if (answer.value() instanceof AnswerValue.Choices(List<String> codes)) {
          buffer.texts(codes);
        } else {
          buffer.absent();
        }
        any = true;
      }
    }
    if (any) {
      copyIn(connection, COPY_ANSWERS, buffer);
    }
  }

  private static void copyIn(Connection connection, String sql, CopyBuffer buffer)
      throws SQLException {
    CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
    try {
      copies.copyIn(sql, new ByteArrayInputStream(buffer.finish()), 64 * 1024);
    } catch (IOException e) {
      throw new SQLException("COPY broke off", "08006", e); // connection_failure
    }
  }

  private static void append(CopyBuffer buffer, StoredRow row) {
    Rating rating = row.rating();
    Place place = rating.place();
    Stamp stamp = rating.stamp();
    var answer = rating.answers().getFirst();
    buffer.row(COLUMN_COUNT).integer(row.administrationId()).binary(rating.id().bytes());
    buffer.binary(row.fingerprint().bytes()).integer(row.touchpointId());
    buffer.small(Columns.number(place.channel()));
    place.language().map(Language::subtag).ifPresentOrElse(buffer::text, buffer::absent);
    buffer.integer(place.survey().version()).time(stamp.ratedAt()).time(stamp.receivedAt());
    buffer.small(stamp.origin().number()).small(Flag.bits(stamp.flags()));
    if (rating.comment().isEmpty()) {
      buffer.absent();
    } else {
      buffer.text(rating.comment());
    }
    buffer.integer(row.questionIds().getFirst()).small(StoredRow.metric(answer));
    score(buffer, StoredRow.score(answer));
    if (rating.context().isEmpty()) {
      buffer.absent();
    } else {
      buffer.json(Columns.json(rating.context()));
    }
  }

  private static void score(CopyBuffer buffer, int score) {
    if (score < 0) {
      buffer.absent();
    } else {
      buffer.small(score);
    }
  }

  private static List<StoredRow> only(List<StoredRow> rows, Set<RatingKey> keys) {
    return rows.stream().filter(row -> keys.contains(row.key())).toList();
  }

  /// Rows as one array per column: any number of them in one statement whose text, and so whose
  /// plan, stays the same.
  private static final class RowArrays {
    /// Columns of `rating`, in the order in which they are written.
    static final String COLUMNS =
        "administration_id, id, fingerprint, touchpoint_id, channel, language, survey_version,"
            + " rated_at, received_at, origin, flags, comment, question_id, metric, score, context";

    /// The rows, with [#COLUMNS] as their columns. Arrays hold no absent elements: empty text and
    /// -1 stand for them. Times are microseconds since 1970, which have a binary array in the
    /// driver.
    static final String SELECT =
        """
        SELECT administration_id, id, fingerprint, touchpoint_id, channel, NULLIF(language, ''),
          survey_version, timestamptz '1970-01-01 00:00:00+00' + rated_at * interval '1 microsecond',
          timestamptz '1970-01-01 00:00:00+00' + received_at * interval '1 microsecond', origin,
          flags, NULLIF(comment, ''), question_id, metric, NULLIF(score, -1), NULLIF(context, '')::jsonb
        FROM unnest(?::integer[], ?::uuid[], ?::bytea[], ?::integer[], ?::smallint[], ?::text[],
          ?::integer[], ?::bigint[], ?::bigint[], ?::smallint[], ?::smallint[], ?::text[],
          ?::integer[], ?::smallint[], ?::smallint[], ?::text[]) AS row (\
        """
            + COLUMNS
            + ")";

    private final PreparedStatement statement;
    private final List<StoredRow> rows;
    private int position;

    private RowArrays(PreparedStatement statement, List<StoredRow> rows) {
      this.statement = statement;
      this.rows = rows;
    }

    /// Binds the first parameters of a statement that begins with [#SELECT]; answers how many.
    static int bind(Connection connection, PreparedStatement statement, List<StoredRow> rows)
        throws SQLException {
      var bound = new RowArrays(statement, rows);
      bound.integers(StoredRow::administrationId);
      Object[] ids = rows.stream().map(row -> row.rating().id().value()).toArray();
      statement.setArray(++bound.position, connection.createArrayOf("uuid", ids));
      bound.objects(rows.stream().map(row -> row.fingerprint().bytes()).toArray(byte[][]::new));
      bound.integers(StoredRow::touchpointId);
      bound.smalls(row -> Columns.number(row.rating().place().channel()));
      bound.texts(row -> row.rating().place().language().map(Language::subtag).orElse(""));
      bound.integers(row -> row.rating().place().survey().version());
      bound.times(row -> row.rating().stamp().ratedAt());
      bound.times(row -> row.rating().stamp().receivedAt());
      bound.smalls(row -> row.rating().stamp().origin().number());
      bound.smalls(row -> Flag.bits(row.rating().stamp().flags()));
      bound.texts(row -> row.rating().comment());
      bound.integers(row -> row.questionIds().getFirst());
      bound.smalls(row -> StoredRow.metric(first(row)));
      bound.smalls(row -> StoredRow.score(first(row)));
      bound.texts(row -> Columns.json(row.rating().context()));
      return bound.position;
    }

    private static Answer first(StoredRow row) {
      return row.rating().answers().getFirst();
    }

    private void integers(ToIntFunction<StoredRow> column) throws SQLException {
      objects(rows.stream().mapToInt(column).toArray());
    }

    private void smalls(ToIntFunction<StoredRow> column) throws SQLException {
      short[] values = new short[rows.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (short) column.applyAsInt(rows.get(i));
      }
      objects(values);
    }

    private void texts(Function<StoredRow, String> column) throws SQLException {
      objects(rows.stream().map(column).toArray(String[]::new));
    }

    private void times(Function<StoredRow, Instant> column) throws SQLException {
      objects(
          rows.stream()
              .mapToLong(row -> ChronoUnit.MICROS.between(Instant.EPOCH, column.apply(row)))
              .toArray());
    }

    private void objects(Object array) throws SQLException {
      statement.setObject(++position, array);
    }
  }
}
