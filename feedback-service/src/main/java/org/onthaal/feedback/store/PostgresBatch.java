package org.onthaal.feedback.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.onthaal.feedback.rating.Flag;
import org.onthaal.feedback.rating.Place;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.rating.Stamp;
import org.onthaal.feedback.survey.Language;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// Writes the rows of one batch, whose keys are all different, in the caller's transaction.
final class PostgresBatch {
  private static final String COLUMNS =
      "administration_id, id, fingerprint, touchpoint_id, channel, language, survey_version,"
          + " rated_at, received_at, origin, flags, comment, question_id, metric, score";
  private static final int COLUMN_COUNT = 15;

  private static final String COPY = "COPY rating (" + COLUMNS + ") FROM STDIN (FORMAT binary)";

  private static final String COPY_ANSWERS =
      """
      COPY rating_answer (administration_id, id, answer_position, question_id, metric, score)
      FROM STDIN (FORMAT binary)
      """;

  private static final String INSERT_ONE =
      "INSERT INTO rating ("
          + COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (administration_id, id) DO NOTHING";

  private static final String INSERT_MANY =
      "INSERT INTO rating ("
          + COLUMNS
          // Arrays hold no absent elements here: empty text and -1 stand for them.
          + ") SELECT administration_id, id, fingerprint, touchpoint_id, channel,"
          + " NULLIF(language, ''), survey_version, rated_at, received_at, origin, flags,"
          + " NULLIF(comment, ''), question_id, metric, NULLIF(score, -1)"
          + " FROM unnest(?::integer[], ?::uuid[], ?::bytea[], ?::integer[], ?::smallint[],"
          + " ?::text[], ?::integer[], ?::timestamptz[], ?::timestamptz[], ?::smallint[],"
          + " ?::smallint[], ?::text[], ?::integer[], ?::smallint[], ?::smallint[]) AS row ("
          + COLUMNS
          + ") ON CONFLICT (administration_id, id) DO NOTHING RETURNING administration_id, id";

  private PostgresBatch() {}

  /// The fast path: fails with 23505 when any key exists.
  static void copy(Connection connection, List<StoredRow> rows) throws SQLException {
    CopyBuffer buffer = new CopyBuffer();
    rows.forEach(row -> append(buffer, row));
    copyIn(connection, COPY, buffer);
    insertAnswers(connection, rows);
  }

  /// For a few rows: one plain statement each. Answers the keys that were new.
  static Set<RatingKey> insertEach(Connection connection, List<StoredRow> rows)
      throws SQLException {
    Set<RatingKey> inserted = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(INSERT_ONE)) {
      for (StoredRow row : rows) {
        bind(statement, row);
        if (statement.executeUpdate() == 1) {
          inserted.add(row.key());
        }
      }
    }
    insertAnswers(connection, only(rows, inserted));
    return inserted;
  }

  /// For many rows of which some may exist. Answers the keys that were new.
  static Set<RatingKey> insertAll(Connection connection, List<StoredRow> rows) throws SQLException {
    Set<RatingKey> inserted = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(INSERT_MANY)) {
      bindArrays(connection, statement, rows);
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
        buffer.row(6).integer(row.administrationId()).binary(row.rating().id().bytes()).small(i);
        buffer.integer(row.questionIds().get(i)).small(Columns.number(answer.metric()));
        score(buffer, StoredRow.score(answer));
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
    buffer.integer(row.questionIds().getFirst()).small(Columns.number(answer.metric()));
    score(buffer, StoredRow.score(answer));
  }

  private static void score(CopyBuffer buffer, int score) {
    if (score < 0) {
      buffer.absent();
    } else {
      buffer.small(score);
    }
  }

  private static void bind(PreparedStatement statement, StoredRow row) throws SQLException {
    Rating rating = row.rating();
    Place place = rating.place();
    Stamp stamp = rating.stamp();
    var answer = rating.answers().getFirst();
    statement.setInt(1, row.administrationId());
    statement.setObject(2, rating.id().value());
    statement.setBytes(3, row.fingerprint().bytes());
    statement.setInt(4, row.touchpointId());
    statement.setInt(5, Columns.number(place.channel()));
    statement.setString(6, place.language().map(Language::subtag).orElse(null));
    statement.setInt(7, place.survey().version());
    statement.setObject(8, stamp.ratedAt().atOffset(ZoneOffset.UTC));
    statement.setObject(9, stamp.receivedAt().atOffset(ZoneOffset.UTC));
    statement.setInt(10, stamp.origin().number());
    statement.setInt(11, Flag.bits(stamp.flags()));
    statement.setString(12, rating.comment().isEmpty() ? null : rating.comment());
    statement.setInt(13, row.questionIds().getFirst());
    statement.setInt(14, Columns.number(answer.metric()));
    int score = StoredRow.score(answer);
    if (score < 0) {
      statement.setNull(15, Types.SMALLINT);
    } else {
      statement.setInt(15, score);
    }
  }

  private static void bindArrays(
      Connection connection, PreparedStatement statement, List<StoredRow> rows)
      throws SQLException {
    var bound = new ArrayBinder(connection, statement, rows);
    bound.array("integer", StoredRow::administrationId);
    bound.array("uuid", row -> row.rating().id().value());
    statement.setArray(
        bound.next(),
        connection.createArrayOf(
            "bytea", rows.stream().map(r -> r.fingerprint().bytes()).toArray(byte[][]::new)));
    bound.array("integer", StoredRow::touchpointId);
    bound.array("smallint", row -> Columns.number(row.rating().place().channel()));
    bound.array("text", row -> row.rating().place().language().map(Language::subtag).orElse(""));
    bound.array("integer", row -> row.rating().place().survey().version());
    bound.array("timestamptz", row -> time(row.rating().stamp().ratedAt()));
    bound.array("timestamptz", row -> time(row.rating().stamp().receivedAt()));
    bound.array("smallint", row -> row.rating().stamp().origin().number());
    bound.array("smallint", row -> Flag.bits(row.rating().stamp().flags()));
    bound.array("text", row -> row.rating().comment());
    bound.array("integer", row -> row.questionIds().getFirst());
    bound.array("smallint", row -> Columns.number(row.rating().answers().getFirst().metric()));
    bound.array("smallint", row -> StoredRow.score(row.rating().answers().getFirst()));
  }

  private static String time(Instant instant) {
    return instant.toString();
  }

  private static List<StoredRow> only(List<StoredRow> rows, Set<RatingKey> keys) {
    return rows.stream().filter(row -> keys.contains(row.key())).toList();
  }

  /// Binds one array per column, in order.
  private static final class ArrayBinder {
    private final Connection connection;
    private final PreparedStatement statement;
    private final List<StoredRow> rows;
    private int position;

    ArrayBinder(Connection connection, PreparedStatement statement, List<StoredRow> rows) {
      this.connection = connection;
      this.statement = statement;
      this.rows = rows;
    }

    int next() {
      return ++position;
    }

    void array(String type, Function<StoredRow, Object> column) throws SQLException {
      statement.setArray(
          next(), connection.createArrayOf(type, rows.stream().map(column).toArray()));
    }
  }
}
