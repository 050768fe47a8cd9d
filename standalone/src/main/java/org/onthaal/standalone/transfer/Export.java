package org.onthaal.standalone.transfer;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.onthaal.standalone.process.Door;
import org.onthaal.standalone.ratingfile.Column;
import org.onthaal.standalone.ratingfile.CsvWriter;
import org.onthaal.v1.Answer;
import org.onthaal.v1.CatalogServiceGrpc;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Flag;
import org.onthaal.v1.ListAdministrationsRequest;
import org.onthaal.v1.ListRatingsRequest;
import org.onthaal.v1.ListRatingsResponse;
import org.onthaal.v1.ListSurveysRequest;
import org.onthaal.v1.Origin;
import org.onthaal.v1.Rating;
import org.onthaal.v1.RatingServiceGrpc;
import org.onthaal.v1.StoredRating;
import org.onthaal.v1.Survey;

/// Writes stored ratings as a rating file that an import takes back: same ids, same figures.
public final class Export implements AutoCloseable {
  private static final int PAGE = 1_000;

  /// Which ratings to write; empty means all.
  public record Selection(
      List<String> administrations, Optional<Instant> from, Optional<Instant> to) {
    public Selection {
      administrations = List.copyOf(administrations);
    }
  }

  /// How an export ended.
  ///
  /// @param leftOut ratings that no figure counts: an import could not say so of them
  public record Written(long ratings, long leftOut) {}

  private final GrpcChannel feedback;
  private final Progress progress;

  public Export(Doors doors, Progress progress) {
    this.feedback = new GrpcChannel(doors, Door.FEEDBACK_GRPC);
    this.progress = progress;
  }

  public Written write(Selection selection, OutputStream output) throws IOException {
    CsvWriter writer = new CsvWriter(output, StandardCharsets.UTF_8);
    mustExist(selection.administrations());
    writer.write(Arrays.stream(Column.values()).map(Column::title).toList());
    try {
      return write(selection, writer, coreQuestions());
    } catch (StatusRuntimeException e) {
      throw feedback.complaint(e);
    } finally {
      output.flush();
    }
  }

  private Written write(Selection selection, CsvWriter writer, Map<String, Boolean> core)
      throws IOException {
    ListRatingsRequest.Builder request =
        ListRatingsRequest.newBuilder()
            .addAllAdministrations(selection.administrations())
            .setPageSize(PAGE);
    selection.from().map(Draft::timestamp).ifPresent(request::setFrom);
    selection.to().map(Draft::timestamp).ifPresent(request::setTo);
    progress.begin("Exporting", 0);
    long ratings = 0;
    long leftOut = 0;
    while (true) {
      ListRatingsResponse page =
          RatingServiceGrpc.newBlockingStub(feedback.channel()).listRatings(request.build());
      for (StoredRating stored : page.getRatingsList()) {
        if (!counts(stored)) {
          leftOut++;
          continue;
        }
        for (List<String> line : lines(stored, core)) {
          writer.write(line);
        }
        ratings++;
      }
      progress.add(page.getRatingsCount());
      if (page.getNextPageToken().isEmpty()) {
        progress.end();
        return new Written(ratings, leftOut);
      }
      request.setPageToken(page.getNextPageToken());
    }
  }

  /// A mistyped code would give a file without ratings.
  private void mustExist(List<String> administrations) {
    try {
      var known =
          CatalogServiceGrpc.newBlockingStub(feedback.channel())
              .listAdministrations(
                  ListAdministrationsRequest.newBuilder()
                      .addAllAdministrations(administrations)
                      .build());
      Catalogue.mustName(administrations, known.getAdministrationsList());
    } catch (StatusRuntimeException e) {
      throw feedback.complaint(e);
    }
  }

  private static boolean counts(StoredRating stored) {
    return !stored.getFlagsList().contains(Flag.SUSPECTED)
        && !stored.getFlagsList().contains(Flag.OVER_BURST);
  }

  /// Codes that are the core question of every survey version that has them: a file need not say
  /// them, and then fits any survey.
  private Map<String, Boolean> coreQuestions() {
    Map<String, Boolean> core = new HashMap<>();
    var surveys =
        CatalogServiceGrpc.newBlockingStub(feedback.channel())
            .listSurveys(ListSurveysRequest.getDefaultInstance());
    for (Survey survey : surveys.getSurveysList()) {
      for (int i = 0; i < survey.getQuestionsCount(); i++) {
        core.merge(survey.getQuestions(i).getCode(), i == 0, Boolean::logicalAnd);
      }
    }
    return core;
  }

  private static List<List<String>> lines(StoredRating stored, Map<String, Boolean> core) {
    Rating rating = stored.getRating();
    boolean several = rating.getAnswersCount() > 1;
    return rating.getAnswersList().stream()
        .map(answer -> line(stored, answer, several, core))
        .toList();
  }

  private static List<String> line(
      StoredRating stored, Answer answer, boolean several, Map<String, Boolean> core) {
    Rating rating = stored.getRating();
    boolean isCore = core.getOrDefault(answer.getQuestion(), false);
    boolean isFirst = answer.equals(rating.getAnswers(0));
    var time = rating.getRatedAt();
    return List.of(
        rating.getId(),
        Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString(),
        stored.getAdministration(),
        stored.getService(),
        rating.getTouchpoint(),
        rating.getChannel() == Channel.CHANNEL_UNSPECIFIED ? "" : rating.getChannel().name(),
        answer.hasChoices() ? "" : word(answer.getMetric()),
        answer.hasScore() ? Integer.toString(answer.getScore()) : "",
        rating.getLanguage(),
        isFirst ? rating.getComment() : "",
        isCore ? "" : answer.getQuestion(),
        several ? rating.getId() : "",
        (isCore && !several && rating.getContextCount() == 0) || rating.getSurveyVersion() == 0
            ? ""
            : Integer.toString(rating.getSurveyVersion()),
        rating.getOrigin() == Origin.ORIGIN_UNSPECIFIED ? "" : word(rating.getOrigin()),
        stored.getFlagsList().stream().map(Export::word).collect(Collectors.joining(" ")),
        String.join(" ", answer.getChoices().getCodesList()),
        isFirst ? context(rating) : "");
  }

  private static String context(Rating rating) {
    return new TreeMap<>(rating.getContextMap())
        .entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    feedback.close();
  }
}
