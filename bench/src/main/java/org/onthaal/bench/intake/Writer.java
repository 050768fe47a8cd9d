package org.onthaal.bench.intake;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.onthaal.bench.drive.OurServices;
import org.onthaal.feedback.FeedbackSettings;
import org.onthaal.feedback.publish.Protos;
import org.onthaal.feedback.rating.Answer;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.Fingerprint;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.rating.Place;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.rating.Stamp;
import org.onthaal.feedback.rating.SurveyVersion;
import org.onthaal.feedback.store.Appended;
import org.onthaal.feedback.store.PostgresConnections;
import org.onthaal.feedback.store.PostgresRatingLog;
import org.onthaal.feedback.store.PostgresStore;
import org.onthaal.feedback.store.StoreCounters;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.Metric;
import org.onthaal.feedback.survey.PostgresSurveyCatalog;
import org.onthaal.feedback.survey.Survey;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.v1.Rating;

/// The writing part of feedback-service alone, in this process, with its settings as they ship: no
/// door, no validation, no redaction. Safe for any thread.
final class Writer implements AutoCloseable {
  private static final Duration CLOSE_MAX = Duration.ofSeconds(30);

  private final HikariDataSource pool;
  private final ScheduledExecutorService refresher;
  private final SurveyCatalog catalog;
  private final PostgresRatingLog log;

  /// @param url of a database that has the catalogue
  Writer(String url, String keys) {
    FeedbackSettings settings = OurServices.feedbackSettings(url, keys);
    PostgresConnections connections =
        new PostgresConnections(settings.database(), settings.store());
    pool = connections.pool();
    refresher = Executors.newSingleThreadScheduledExecutor();
    catalog =
        PostgresSurveyCatalog.open(
            pool,
            new Unchanged(),
            refresher,
            new PostgresSurveyCatalog.Looks(
                settings.catalogueRefresh(), settings.store().waitMax()),
            settings.zone());
    log =
        PostgresRatingLog.open(
            new PostgresStore(
                connections, pool, settings.store(), Protos::facts, new StoreCounters()),
            catalog,
            settings.device().burst(),
            () -> {},
            Thread.ofPlatform().name("writer-", 0).factory());
  }

  CompletableFuture<Appended> append(Rating rating) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return log.append(stored(rating), new Fingerprint(random.nextLong(), random.nextLong()));
  }

  /// What the steps before the store make of a rating.
  private org.onthaal.feedback.rating.Rating stored(Rating rating) {
    var touchpoint = catalog.touchpoint(rating.getTouchpoint()).orElseThrow();
    Instant ratedAt =
        Instant.ofEpochSecond(rating.getRatedAt().getSeconds(), rating.getRatedAt().getNanos());
    return new org.onthaal.feedback.rating.Rating(
        RatingId.parse(rating.getId()).orElseThrow(),
        new Place(
            touchpoint.administration(),
            touchpoint.service(),
            touchpoint.key(),
            Channel.valueOf(rating.getChannel().name()),
            Optional.of(new Language(rating.getLanguage())),
            new SurveyVersion(Survey.BUILT_IN, 1)),
        new Stamp(ratedAt, Instant.now(), Origin.LIVE, Set.of()),
        List.of(
            Answer.of(
                "overall", Metric.CSAT, new AnswerValue.Score(rating.getAnswers(0).getScore()))),
        rating.getComment(),
        Map.of());
  }

  @Override
  public void close() {
    try {
      log.close(CLOSE_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      refresher.shutdownNow();
      pool.close();
    }
  }

  /// The catalogue is not changed here.
  private static final class Unchanged implements PostgresSurveyCatalog.Downstream {
    @Override
    public String append(Connection connection, SurveyCatalog all, String administration) {
      throw new IllegalStateException(administration + " is changed (expected: nothing is)");
    }

    @Override
    public boolean hasRatings(Connection connection, int administrationId) {
      return true;
    }
  }
}
