package org.onthaal.feedback.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.onthaal.feedback.rating.Answer;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.Flag;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.rating.Place;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.rating.Stamp;
import org.onthaal.feedback.rating.SurveyVersion;
import org.onthaal.feedback.store.PostgresRatingPages.RatingFilter;
import org.onthaal.feedback.survey.Language;

/// Rows of `rating` as ratings, with the catalogue's codes for its numbers.
final class PostgresRows {
  private static final String SELECT =
      """
      SELECT rating.id, administration.code, service.code, touchpoint.key, channel, language,
        question.survey_code, survey_version, rated_at, received_at, origin, flags, comment,
        question.code, rating.metric, score, context
      FROM rating
      JOIN touchpoint USING (touchpoint_id)
      JOIN service USING (service_id)
      JOIN administration ON administration.administration_id = rating.administration_id
      JOIN question USING (question_id)
      """;

  private static final String FIND =
      SELECT
          + """
          WHERE rating.administration_id = ? AND rating.id = ?
          ORDER BY rating.id
          """;

  private static final String PAGE =
      SELECT
          + """
          WHERE rating.administration_id = ? AND rating.id > ? AND rated_at >= ? AND rated_at < ?
          ORDER BY rating.id
          LIMIT ?
          """;

  private static final String ANSWERS =
      """
      SELECT id, question.code, rating_answer.metric, score, choices
      FROM rating_answer
      JOIN question USING (question_id)
      WHERE administration_id = ? AND id = ANY (?)
      ORDER BY id, answer_position
      """;

  private PostgresRows() {}

  static Optional<Rating> find(Connection connection, int administrationId, RatingId id)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setInt(1, administrationId);
      statement.setObject(2, id.value());
      List<Rating> found = ratings(statement);
      return complete(connection, administrationId, found).stream().findFirst();
    }
  }

  /// Ratings of one administration after an id, in order of id; erased ones are left out.
  static List<Rating> page(
      Connection connection, int administrationId, UUID after, RatingFilter filter, int rowsMax)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
      statement.setInt(1, administrationId);
      statement.setObject(2, after);
      statement.setObject(3, filter.from().atOffset(java.time.ZoneOffset.UTC));
      statement.setObject(4, filter.to().atOffset(java.time.ZoneOffset.UTC));
      statement.setInt(5, rowsMax);
      return complete(connection, administrationId, ratings(statement));
    }
  }

  private static List<Rating> ratings(PreparedStatement statement) throws SQLException {
    List<Rating> ratings = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        ratings.add(rating(row));
      }
    }
    return ratings;
  }

  private static Rating rating(ResultSet row) throws SQLException {
    Place place =
        new Place(
            row.getString(2),
            row.getString(3),
            row.getString(4),
            Columns.channel(row.getInt(5)),
            Optional.ofNullable(row.getString(6)).map(Language::new),
            new SurveyVersion(row.getString(7), row.getInt(8)));
    Stamp stamp =
        new Stamp(time(row, 9), time(row, 10), Origin.of(row.getInt(11)), Flag.of(row.getInt(12)));
    return new Rating(
        new RatingId(row.getObject(1, UUID.class)),
        place,
        stamp,
        List.of(answer(row.getString(14), row.getInt(15), row.getObject(16, Integer.class))),
        Optional.ofNullable(row.getString(13)).orElse(""),
        Optional.ofNullable(row.getString(17)).map(Columns::texts).orElse(Map.of()));
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static Answer answer(String question, int metric, @Nullable Integer score) {
    return Answer.of(
        question,
        Columns.metric(metric),
        score == null ? new AnswerValue.DontKnow() : new AnswerValue.Score(score));
  }

  // The second or a further one.
  private static Answer further(ResultSet row) throws SQLException {
    Array choices = row.getArray(5);
    return choices == null
        ? answer(row.getString(2), row.getInt(3), row.getObject(4, Integer.class))
        : Answer.chosen(row.getString(2), List.of((String[]) choices.getArray()));
  }

  // Adds the second and further answers.
  private static List<Rating> complete(
      Connection connection, int administrationId, List<Rating> ratings) throws SQLException {
    if (ratings.isEmpty()) {
      return ratings;
    }
    Map<UUID, List<Answer>> further = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(ANSWERS)) {
      statement.setInt(1, administrationId);
      statement.setArray(
          2, connection.createArrayOf("uuid", ratings.stream().map(r -> r.id().value()).toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          further
              .computeIfAbsent(row.getObject(1, UUID.class), _ -> new ArrayList<>())
              .add(further(row));
        }
      }
    }
    return ratings.stream().map(rating -> completed(rating, further)).toList();
  }

  private static Rating completed(Rating rating, Map<UUID, List<Answer>> further) {
    List<Answer> answers = new ArrayList<>(rating.answers());
    answers.addAll(further.getOrDefault(rating.id().value(), List.of()));
    return rating.withAnswers(answers);
  }
}
