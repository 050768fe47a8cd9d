package org.onthaal.sdk.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackOptions;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.RatingId;
import org.onthaal.sdk.ScoreAnswer;
import org.onthaal.sdk.ScoreQuery;
import org.onthaal.sdk.internal.Clients;
import org.onthaal.sdk.internal.delivery.Losses;
import org.onthaal.sdk.internal.score.ScoreSource;

/**
 * A real client whose server is in the test's hands: it checks, queues, spools and repeats as ever,
 * but nothing leaves the process. All methods may be called by many threads at once.
 *
 * {@snippet :
 * try (FakeFeedback fake = FakeFeedback.create()) {
 *   new PermitDesk(fake.client()).close(permit); // what is tested
 *   assertEquals(List.of(Rating.csat(4).at("parking-permit").answers()), fake.ratings().stream().map(Rating::answers).toList());
 * }
 * }
 */
public final class FakeFeedback implements AutoCloseable {
  /** How long {@link #ratings()} waits for what was submitted. */
  public static final Duration WAIT_MAX = Duration.ofSeconds(10);

  private static final Duration RETRY = Duration.ofMillis(1);

  private final Map<RatingId, Rating> arrived = new LinkedHashMap<>();
  private final Map<DropReason, Long> losses = new EnumMap<>(DropReason.class);
  private final Set<UUID> reported = new HashSet<>();
  private final FeedbackClient client;
  private Predicate<Rating> refused = rating -> false;
  private Function<ScoreQuery, ScoreAnswer> scores =
      query -> new ScoreAnswer.Found(List.of(), Instant.EPOCH);
  private String absence = "";

  private FakeFeedback(FeedbackOptions options) {
    this.client =
        Clients.create(options, new FakeTransport(this, Clock.systemUTC()), new FakeScores());
  }

  /**
   * A client without a spool that repeats at once.
   *
   * @return a fake that stores everything
   */
  public static FakeFeedback create() {
    return create(FeedbackOptions.builder("http://fake").retries(RETRY, RETRY).build());
  }

  /**
   * A client with the application's own options; their endpoint is not called.
   *
   * @param options as they are in production
   * @return a fake that stores everything
   */
  public static FakeFeedback create(FeedbackOptions options) {
    return new FakeFeedback(options);
  }

  /**
   * The client to hand to what is tested.
   *
   * @return the same each time
   */
  public FeedbackClient client() {
    return client;
  }

  /**
   * What the server stored, after waiting until everything that was submitted had its answer.
   *
   * @return ratings in the order of their arrival, each with its id
   * @throws AssertionError when something is still on its way after {@link #WAIT_MAX}, for example
   *     because the server is away
   */
  public List<Rating> ratings() {
    if (!client.flush(WAIT_MAX)) {
      throw new AssertionError(
          "ratings are still on their way: " + client.stats() + " " + client.health());
    }
    synchronized (this) {
      return new ArrayList<>(arrived.values());
    }
  }

  /**
   * From now on the server refuses some ratings for good.
   *
   * @param which true for those
   */
  public synchronized void refuse(Predicate<Rating> which) {
    refused = Objects.requireNonNull(which, "which");
  }

  /**
   * Says what is answered to {@link FeedbackClient#scores(ScoreQuery, Duration)}.
   *
   * @param answer to each query
   */
  public synchronized void answerScores(Function<ScoreQuery, ScoreAnswer> answer) {
    scores = Objects.requireNonNull(answer, "answer");
  }

  private synchronized ScoreAnswer scores(ScoreQuery query) {
    return absence.isEmpty() ? scores.apply(query) : new ScoreAnswer.Unavailable(absence);
  }

  /**
   * From now on the server does not answer.
   *
   * @param why told as the client's health
   */
  public synchronized void goAway(String why) {
    absence = why.isEmpty() ? "away" : why;
  }

  /** The server answers again. */
  public synchronized void comeBack() {
    absence = "";
  }

  /**
   * What the client told the server that it lost, up to now.
   *
   * @return how many ratings, by reason; empty when none
   */
  public synchronized Map<DropReason, Long> losses() {
    return new EnumMap<>(losses);
  }

  /** Notes what is told, each report once. */
  synchronized boolean note(List<Losses.Report> reports) {
    for (Losses.Report each : reports) {
      if (reported.add(each.id())) {
        each.ratings().forEach((reason, count) -> losses.merge(reason, count, Long::sum));
      }
    }
    return true;
  }

  synchronized String absence() {
    return absence;
  }

  synchronized boolean isRefused(Rating rating) {
    return refused.test(rating);
  }

  /** Says whether it was there before. */
  synchronized boolean store(Rating rating) {
    return arrived.putIfAbsent(rating.id().orElseThrow(), rating) != null;
  }

  private final class FakeScores implements ScoreSource {
    @Override
    public ScoreAnswer ask(ScoreQuery query, Duration timeout) {
      return scores(query);
    }

    @Override
    public void close() {}
  }

  /** Closes the client. */
  @Override
  public void close() {
    client.close();
  }
}
