package org.onthaal.feedback.survey;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.onthaal.feedback.survey.CatalogSnapshot.Content;
import org.onthaal.feedback.survey.CatalogSnapshot.Numbers;
import org.onthaal.feedback.survey.CatalogSnapshot.QuestionName;

/// The rows of the catalogue, read and written within the caller's transaction.
final class PostgresCatalogRows {
  private final Handle handle;

  PostgresCatalogRows(Handle handle) {
    this.handle = handle;
  }

  long version() {
    return handle
        .createQuery(
            """
            SELECT version
            FROM catalogue_version
            """)
        .mapTo(Long.class)
        .one();
  }

  /// Holds other changes of the catalogue back until the transaction ends.
  void nextVersion() {
    handle.execute(
        """
        UPDATE catalogue_version
        SET version = version + 1
        """);
  }

  CatalogSnapshot snapshot() {
    Map<String, Integer> administrations = new HashMap<>();
    Map<String, Integer> touchpoints = new HashMap<>();
    Content content =
        new Content(
            surveys(), administrations(administrations), services(), touchpoints(touchpoints));
    return new CatalogSnapshot(content, new Numbers(administrations, touchpoints, questions()));
  }

  private List<Survey> surveys() {
    return handle
        .createQuery(
            """
            SELECT document
            FROM survey_version
            ORDER BY survey_code, version
            """)
        .map((row, _) -> CatalogFile.storedSurvey(row.getString("document")))
        .list();
  }

  private List<Administration> administrations(Map<String, Integer> numbers) {
    return handle
        .createQuery(
            """
            SELECT administration_id, code, zone, names
            FROM administration
            ORDER BY code
            """)
        .map((row, _) -> {
          numbers.put(row.getString("code"), row.getInt("administration_id"));
          return new Administration(
              row.getString("code"), ZoneId.of(row.getString("zone")), names(row));
        })
        .list();
  }

  private List<Service> services() {
    return handle
        .createQuery(
            """
            SELECT administration.code AS administration, service.code, service.names, service.opening_hours
            FROM service
            JOIN administration USING (administration_id)
            ORDER BY administration.code, service.code
            """)
        .map((row, _) ->
            new Service(
                row.getString("administration"),
                row.getString("code"),
                names(row),
                CatalogFile.storedHours(row.getString("opening_hours"))))
        .list();
  }

  private List<Touchpoint> touchpoints(Map<String, Integer> numbers) {
    return handle
        .createQuery(
            """
            SELECT touchpoint_id, key, administration.code AS administration, service.code AS service,
              touchpoint.names, channels, default_channel, languages, survey_code, retired
            FROM touchpoint
            JOIN service USING (service_id)
            JOIN administration USING (administration_id)
            ORDER BY key
            """)
        .map((row, _) -> {
          numbers.put(row.getString("key"), row.getInt("touchpoint_id"));
          return touchpoint(row);
        })
        .list();
  }

  private static Touchpoint touchpoint(ResultSet row) throws SQLException {
    return new Touchpoint(
        row.getString("key"),
        row.getString("administration"),
        row.getString("service"),
        names(row),
        new HashSet<>(texts(row, "channels").stream().map(Channel::valueOf).toList()),
        Channel.valueOf(row.getString("default_channel")),
        texts(row, "languages").stream().map(Language::new).toList(),
        row.getString("survey_code"),
        row.getBoolean("retired"));
  }

  private static Map<Language, String> names(ResultSet row) throws SQLException {
    return CatalogFile.storedTexts(row.getString("names"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return Arrays.asList((String[]) array.getArray());
  }

  private Map<QuestionName, Integer> questions() {
    Map<QuestionName, Integer> numbers = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT question_id, survey_code, code
            FROM question
            ORDER BY question_id
            """)
        .map((row, _) ->
            Map.entry(
                new QuestionName(row.getString("survey_code"), row.getString("code")),
                row.getInt("question_id")))
        .list()
        .forEach(one -> numbers.put(one.getKey(), one.getValue()));
    return numbers;
  }

  void write(CatalogChange change) {
    change.surveys().forEach(this::insert);
    change.administrations().forEach(this::upsert);
    change.services().forEach(this::upsert);
    change.touchpoints().forEach(this::upsert);
  }

  private void insert(Survey survey) {
    handle
        .createUpdate(
            """
            INSERT INTO survey_version (survey_code, version, document)
            VALUES (:code, :version, CAST(:document AS jsonb))
            """)
        .bind("code", survey.code())
        .bind("version", survey.version())
        .bind("document", SurveyDocument.of(survey))
        .execute();
    for (Question question : survey.questions()) {
      handle
          .createUpdate(
              """
              INSERT INTO question (survey_code, code, metric)
              VALUES (:survey, :code, :metric)
              ON CONFLICT (survey_code, code) DO NOTHING
              """)
          .bind("survey", survey.code())
          .bind("code", question.code())
          .bind("metric", metric(question))
          .execute();
    }
  }

  private static @Nullable String metric(Question question) {
    return switch (question) {
      case ScaleQuestion scale -> scale.metric().name();
      case ChoiceQuestion _ -> null;
    };
  }

  private void upsert(Administration administration) {
    handle
        .createUpdate(
            """
            INSERT INTO administration (code, zone, names)
            VALUES (:code, :zone, CAST(:names AS jsonb))
            ON CONFLICT (code) DO UPDATE
            SET zone = excluded.zone, names = excluded.names
            """)
        .bind("code", administration.code())
        .bind("zone", administration.zone().getId())
        .bind("names", SurveyDocument.texts(administration.names()))
        .execute();
  }

  private void upsert(Service service) {
    handle
        .createUpdate(
            """
            INSERT INTO service (administration_id, code, names, opening_hours)
            SELECT administration_id, :code, CAST(:names AS jsonb), CAST(:hours AS jsonb)
            FROM administration
            WHERE code = :administration
            ON CONFLICT (administration_id, code) DO UPDATE
            SET names = excluded.names, opening_hours = excluded.opening_hours
            """)
        .bind("administration", service.administration())
        .bind("code", service.code())
        .bind("names", SurveyDocument.texts(service.names()))
        .bind("hours", SurveyDocument.hours(service.openingHours()))
        .execute();
  }

  private void upsert(Touchpoint touchpoint) {
    handle
        .createUpdate(
            """
            INSERT INTO touchpoint (key, service_id, names, channels, default_channel, languages, survey_code, retired)
            SELECT :key, service_id, CAST(:names AS jsonb), :channels, :default, :languages, :survey, :retired
            FROM service
            JOIN administration USING (administration_id)
            WHERE administration.code = :administration AND service.code = :service
            ON CONFLICT (key) DO UPDATE
            SET names = excluded.names, channels = excluded.channels, default_channel = excluded.default_channel,
              languages = excluded.languages, survey_code = excluded.survey_code, retired = excluded.retired
            """)
        .bind("key", touchpoint.key())
        .bind("administration", touchpoint.administration())
        .bind("service", touchpoint.service())
        .bind("names", SurveyDocument.texts(touchpoint.names()))
        .bind("channels", touchpoint.channels().stream().map(Channel::name).toArray(String[]::new))
        .bind("default", touchpoint.defaultChannel().name())
        .bind(
            "languages",
            touchpoint.languages().stream().map(Language::subtag).toArray(String[]::new))
        .bind("survey", touchpoint.survey())
        .bind("retired", touchpoint.retired())
        .execute();
  }
}
