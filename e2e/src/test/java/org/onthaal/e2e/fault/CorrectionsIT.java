package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.fault.RatingModel.Given;
import org.onthaal.e2e.fault.RatingModel.Kept;
import org.onthaal.e2e.fault.RatingModel.Place;
import org.onthaal.testkit.BranchingExample;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.TestPostgres;
import org.onthaal.v1.AmendRatingRequest;
import org.onthaal.v1.Answer;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Choices;
import org.onthaal.v1.DontKnow;
import org.onthaal.v1.EraseRatingRequest;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.FeedbackServiceGrpc.FeedbackServiceBlockingStub;
import org.onthaal.v1.Metric;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.SubmitRatingRequest;

/// Ratings given, amended, erased and repeated in an order that the seed decides, while the
/// aggregation dies now and then: every window counts what an independent model says is left.
class CorrectionsIT {
  private static final List<Place> PLACES =
      List.of(
          new Place(
              "commune-de-la-senne", "population-desk", "senne-population-counter", "KIOSK", true),
          new Place("commune-de-la-senne", "parking-permit", "parking-permit", "WEB", false),
          new Place("commune-du-canal", "population-desk", "canal-population-counter", "QR", true),
          new Place("region-housing", "renovation-premium", "renovation-premium", "EMAIL", false),
          new Place("region-housing", "housing-desk", "housing-desk", "COUNTER", true),
          new Place("region-employment", "employer-line", "employer-line", "PHONE", false),
          new Place(
              "commune-de-la-senne",
              "branching-service",
              BranchingExample.TOUCHPOINT,
              "WEB",
              false));
  private static final List<String> COUNTS =
      List.of("n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9", "n10", "dont_know");
  private static final int LOOKS = 4;
  // Times lie in the minutes that are kept, over the borders of hours and days.
  private static final Duration AGE_MAX = Duration.ofHours(60);

  @TempDir Path folder;
  private final Random random = new Random(Sizes.SEED);
  private final Ratings ratings = new Ratings(random);
  private final RatingModel model = new RatingModel();
  private final List<Sent> given = new ArrayList<>();
  private final Set<String> gone = new HashSet<>();
  private final Map<String, Integer> acts = new TreeMap<>();

  /// A rating as it was sent first, and the right to change it.
  private record Sent(Rating first, Place place, String code) {}

  @Test
  void everyWindowCountsWhatIsLeftAfterAnyInterleavingOfCorrections() throws Exception {
    try (Cluster cluster = Cluster.start(folder, 1, 1);
        History history = History.in(folder.resolve("history.jsonl"))) {
      FeedbackServiceBlockingStub door =
          FeedbackServiceGrpc.newBlockingStub(cluster.feedback().getFirst().channel());
      BranchingExample.apply(cluster.feedback().getFirst().channel());
      Invariants invariants = new Invariants(cluster, history);
      for (int look = 0; look < LOOKS; look++) {
        boolean dies = look > 0;
        if (dies) {
          cluster.aggregation().getFirst().kill();
        }
        for (int i = 0; i < Sizes.ACTS / LOOKS; i++) {
          act(door);
          if (dies && i == Sizes.ACTS / LOOKS / 2) {
            cluster.aggregation().getFirst().start();
          }
        }
        invariants.everythingIsGreenWithoutAPerson();
        invariants.awaitFolded();
        assertThat(tallies(cluster.aggregationSql()))
            .as("after look %d of seed %d: %s", look, Sizes.SEED, acts)
            .isEqualTo(model.counts());
        assertThat(choices(cluster.aggregationSql()))
            .as("chosen after look %d of seed %d", look, Sizes.SEED)
            .isEqualTo(model.choices())
            .isNotEmpty();
      }
      forgetChoices(cluster, invariants);
      invariants.offsetsAreContiguous();
      invariants.talliesEqualTheRecount();
      System.out.printf(Locale.ROOT, "corrections: seed %d, %s%n", Sizes.SEED, acts);
      assertThat(acts)
          .containsOnlyKeys(
              "amend",
              "amend erased",
              "erase",
              "erase again",
              "repeat",
              "repeat changed",
              "repeat erased",
              "submit");
    }
  }

  /// As an upgrade from a release that counted no choices: they come back by themselves.
  private void forgetChoices(Cluster cluster, Invariants invariants) throws Exception {
    cluster.aggregation().getFirst().kill();
    Cluster.Sql sql = cluster.aggregationSql();
    TestPostgres.execute(
        sql.url(), "TRUNCATE tally_choice_day; UPDATE checkpoint SET choice_offset = -1");
    cluster.aggregation().getFirst().start();
    invariants.everythingIsGreenWithoutAPerson();
    await("the choices to be counted")
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            sql.number("SELECT count(*) FROM checkpoint WHERE choice_offset < log_offset") == 0);
    assertThat(choices(sql)).isEqualTo(model.choices());
  }

  private void act(FeedbackServiceBlockingStub door) {
    int dice = given.isEmpty() ? 0 : random.nextInt(20);
    if (dice < 8) {
      submit(door);
      return;
    }
    Sent one = given.get(random.nextInt(given.size()));
    boolean erased = gone.contains(one.first().getId());
    switch (dice) {
      case 8, 9, 10, 11, 12 -> amend(door, one, erased);
      case 13, 14, 15 -> erase(door, one, erased);
      case 16, 17, 18 -> repeat(door, one, erased);
      default -> repeatChanged(door, one);
    }
  }

  private void submit(FeedbackServiceBlockingStub door) {
    did("submit");
    Place place = PLACES.get(random.nextInt(PLACES.size()));
    String language = random.nextBoolean() ? "nl" : "fr";
    Instant at = Instant.now().minusMillis(random.nextLong(AGE_MAX.toMillis()));
    List<Given> answers = answers(place);
    Map<String, List<String>> chosen = chosen(place, answers);
    Rating rating =
        Rating.newBuilder()
            .setId(ratings.id(at).toString())
            .setRatedAt(Ratings.timestamp(at))
            .setTouchpoint(place.touchpoint())
            .setChannel(Channel.valueOf(place.channel()))
            .setLanguage(language)
            .addAllAnswers(protos(answers))
            .addAllAnswers(chosenProtos(chosen))
            .build();
    Receipt receipt = send(door, rating);
    assertThat(receipt.getDuplicate()).isFalse();
    given.add(new Sent(rating, place, receipt.getCode()));
    model.stored(rating.getId(), new Kept(place, language, at, answers, chosen));
  }

  private void amend(FeedbackServiceBlockingStub door, Sent one, boolean erased) {
    did(erased ? "amend erased" : "amend");
    AmendRatingRequest.Builder request =
        AmendRatingRequest.newBuilder().setId(one.first().getId()).setReceiptCode(one.code());
    boolean answersToo = random.nextInt(4) > 0;
    List<Given> answers = answers(one.place());
    Map<String, List<String>> chosen = chosen(one.place(), answers);
    if (answersToo) {
      request.addAllAnswers(chosenProtos(chosen)).addAllAnswers(protos(answers));
    }
    if (!answersToo || random.nextBoolean()) {
      request.setComment("words number " + random.nextInt());
    }
    if (erased) {
      assertThat(refusal(() -> door.amendRating(request.build()))).isEqualTo(Status.Code.NOT_FOUND);
      return;
    }
    door.amendRating(request.build());
    if (answersToo) {
      model.amended(one.first().getId(), answers, chosen);
    }
  }

  private void erase(FeedbackServiceBlockingStub door, Sent one, boolean erased) {
    did(erased ? "erase again" : "erase");
    door.eraseRating(
        EraseRatingRequest.newBuilder()
            .setId(one.first().getId())
            .setReceiptCode(one.code())
            .build());
    gone.add(one.first().getId());
    model.erased(one.first().getId());
  }

  /// Whatever has become of it: it is the same rating, and it does not count again.
  private void repeat(FeedbackServiceBlockingStub door, Sent one, boolean erased) {
    did(erased ? "repeat erased" : "repeat");
    Receipt receipt = send(door, one.first());
    assertThat(receipt.getDuplicate()).isTrue();
    assertThat(receipt.getCode()).isEqualTo(one.code());
  }

  private void repeatChanged(FeedbackServiceBlockingStub door, Sent one) {
    did("repeat changed");
    Rating other = one.first().toBuilder().setComment("other words").build();
    assertThat(refusal(() -> send(door, other))).isEqualTo(Status.Code.ALREADY_EXISTS);
  }

  private void did(String what) {
    acts.merge(what, 1, Integer::sum);
  }

  private static Receipt send(FeedbackServiceBlockingStub door, Rating rating) {
    return door.submitRating(SubmitRatingRequest.newBuilder().setRating(rating).build())
        .getReceipt();
  }

  private static Status.Code refusal(Runnable call) {
    try {
      call.run();
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  private List<Given> answers(Place place) {
    List<Given> answers = new ArrayList<>();
    answers.add(new Given("overall", "CSAT", OptionalInt.of(1 + random.nextInt(5))));
    if (place.hasEase() && random.nextBoolean()) {
      answers.add(
          new Given(
              "ease",
              "CES",
              random.nextInt(4) == 0
                  ? OptionalInt.empty()
                  : OptionalInt.of(1 + random.nextInt(7))));
    }
    return answers;
  }

  /// Whoever is dissatisfied at the branching desk is asked what went wrong, and may say so.
  private Map<String, List<String>> chosen(Place place, List<Given> answers) {
    List<String> choices = new ArrayList<>(List.of("waiting", "staff", "result"));
    choices.removeIf(_ -> random.nextBoolean());
    boolean isAsked =
        place.touchpoint().equals(BranchingExample.TOUCHPOINT)
            && answers.getFirst().score().orElseThrow() <= 2;
    return isAsked && !choices.isEmpty() ? Map.of("wrong", choices) : Map.of();
  }

  private static List<Answer> chosenProtos(Map<String, List<String>> chosen) {
    return chosen.entrySet().stream()
        .map(entry ->
            Answer.newBuilder()
                .setQuestion(entry.getKey())
                .setChoices(Choices.newBuilder().addAllCodes(entry.getValue()))
                .build())
        .toList();
  }

  private static List<Answer> protos(List<Given> answers) {
    return answers.stream()
        .map(answer -> {
          Answer.Builder proto =
              Answer.newBuilder()
                  .setQuestion(answer.question())
                  .setMetric(Metric.valueOf(answer.metric()));
          answer
              .score()
              .ifPresentOrElse(
                  proto::setScore, () -> proto.setDontKnow(DontKnow.getDefaultInstance()));
          return proto.build();
        })
        .toList();
  }

  private static Map<String, Long> choices(Cluster.Sql sql) {
    Map<String, Long> counts = new HashMap<>();
    sql.rows(
        "SELECT t.*, c.* FROM tally_choice_day t JOIN choice_cell c USING (choice_cell_id)",
        row -> {
          assertThat(row.getString("metric")).isEqualTo("CSAT");
          String choice = row.getString("choice");
          String key =
              String.join(
                  " ",
                  row.getObject("day", java.time.LocalDate.class).toString(),
                  row.getString("administration"),
                  row.getString("service"),
                  row.getString("touchpoint"),
                  row.getString("channel"),
                  row.getString("language"),
                  row.getString("question"),
                  choice.isEmpty() ? "*" : choice);
          for (String count : COUNTS) {
            if (row.getLong(count) != 0) {
              counts.put(key + " " + count, row.getLong(count));
            }
          }
          return key;
        });
    return counts;
  }

  private static Map<String, Long> tallies(Cluster.Sql sql) {
    Map<String, Long> counts = new HashMap<>();
    for (String table : List.of("tally_minute", "tally_hour", "tally_day")) {
      sql.rows(
          "SELECT t.*, c.administration, c.service, c.touchpoint, c.channel, c.language, c.question, c.metric FROM "
              + table
              + " t JOIN cell c USING (cell_id)",
          row -> {
            String start =
                table.equals("tally_day")
                    ? row.getObject("day", java.time.LocalDate.class).toString()
                    : row.getTimestamp("window_start").toInstant().toString();
            List<String> words = new ArrayList<>(List.of(table, start));
            for (String column :
                List.of(
                    "administration",
                    "service",
                    "touchpoint",
                    "channel",
                    "language",
                    "question",
                    "metric")) {
              words.add(row.getString(column));
            }
            String key = String.join(" ", words);
            for (String count : COUNTS) {
              if (row.getLong(count) != 0) {
                counts.put(key + " " + count, row.getLong(count));
              }
            }
            return key;
          });
    }
    return counts;
  }
}
