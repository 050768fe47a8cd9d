package org.onthaal.standalone.demo;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.onthaal.standalone.Complaint;
import org.onthaal.standalone.process.Door;
import org.onthaal.standalone.process.Pause;
import org.onthaal.standalone.ratingfile.RecordId;
import org.onthaal.standalone.transfer.Doors;
import org.onthaal.standalone.transfer.GrpcChannel;
import org.onthaal.standalone.transfer.GrpcSender;
import org.onthaal.standalone.transfer.Progress;
import org.onthaal.v1.CatalogServiceGrpc;
import org.onthaal.v1.Every;
import org.onthaal.v1.GetScoresRequest;
import org.onthaal.v1.ListAdministrationsRequest;
import org.onthaal.v1.Origin;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.ScoreQuery;
import org.onthaal.v1.ScoreServiceGrpc;

/// Plays the example to a running installation, through its public doors: first a past, then people
/// who come now, for as long as it runs.
public final class Demo implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration HOUR = Duration.ofHours(1);

  /// A day of the past on which something went wrong, so that there is something to find.
  private static final Duration BAD_DAY_AGO = Duration.ofDays(12);

  private static final double BAD_DAY_GLOOM = 0.55;

  /// At an incident so many more people come, whatever the hour, that it shows within a minute.
  private static final Duration BETWEEN_ANGRY = Duration.ofMillis(1_500);

  /// The touchpoint at which things go wrong when nobody names one.
  static final String INCIDENT = "senne-population-online";

  private final InstantSource clock;
  private final Pause pause;
  private final Progress progress;
  private final GrpcChannel feedback;
  private final GrpcChannel aggregation;
  private final Script script = Script.load();
  private final Crowd crowd;
  private final Incidents incidents = new Incidents();
  private final SplittableRandom random = new SplittableRandom();
  private boolean hasToldRefusal;

  /// Connects to an installation; nothing is sent yet.
  ///
  /// @param people how many times as many as on a usual day
  public Demo(Doors doors, double people, InstantSource clock, Pause pause, Progress progress) {
    this.clock = clock;
    this.pause = pause;
    this.progress = progress;
    this.feedback = new GrpcChannel(doors, Door.FEEDBACK_GRPC);
    this.aggregation = new GrpcChannel(doors, Door.AGGREGATION_GRPC);
    this.crowd = new Crowd(script, people);
  }

  /// Makes sure that the installation has the places of the example.
  ///
  /// @throws Complaint when it has not
  public void check() {
    Set<String> missing = touchpoints();
    try {
      CatalogServiceGrpc.newBlockingStub(feedback.channel())
          .listAdministrations(ListAdministrationsRequest.getDefaultInstance())
          .getAdministrationsList()
          .stream()
          .flatMap(administration -> administration.getServicesList().stream())
          .flatMap(service -> service.getTouchpointsList().stream())
          .filter(touchpoint -> !touchpoint.getRetired())
          .forEach(touchpoint -> missing.remove(touchpoint.getKey()));
    } catch (StatusRuntimeException e) {
      throw feedback.complaint(e);
    }
    if (!missing.isEmpty()) {
      throw new Complaint(
          "This installation is not the example: it has no touchpoint %s. Play the demonstration in a new data folder: ./onthaal demo --data DIR."
              .formatted(String.join(", ", missing)));
    }
  }

  /// Sends what is missing of the last days, as an import: alerts do not judge it, figures and
  /// baselines do.
  ///
  /// @return how many ratings there were
  public long past(int days) {
    Instant now = clock.instant();
    Instant end = now.truncatedTo(ChronoUnit.HOURS);
    Instant hour = firstMissing(end.minus(Duration.ofDays(days)), end);
    Mood badDay = badDay(now);
    long sent = 0;
    progress.begin("Hours of the past", Duration.between(hour, end).toHours());
    try (var sender = new GrpcSender<>(feedback, PATIENCE, pause, new Outcome())) {
      for (; hour.isBefore(end); hour = hour.plus(HOUR)) {
        for (Crowd.Arrival arrival : crowd.within(hour)) {
          Rating rating = crowd.rating(arrival, badDay);
          sender.send(rating, rating.toBuilder().setOrigin(Origin.IMPORT).build());
          sent++;
        }
        progress.add(1);
      }
      sender.finish();
    }
    if (sent > 0) {
      progress.end();
    }
    return sent;
  }

  /// The hour after the last one with ratings, if there is one.
  private Instant firstMissing(Instant from, Instant end) {
    var query =
        ScoreQuery.newBuilder()
            .setFrom(from.toString())
            .setTo(end.toString())
            .setZone("UTC")
            .setEvery(Every.EVERY_HOUR);
    query.addAllTouchpoints(touchpoints());
    try {
      return ScoreServiceGrpc.newBlockingStub(aggregation.channel())
          .getScores(GetScoresRequest.newBuilder().setQuery(query).build())
          .getRowsList()
          .stream()
          .map(row -> Instant.parse(row.getStart()).plus(HOUR))
          .reduce(from, (one, other) -> one.isAfter(other) ? one : other);
    } catch (StatusRuntimeException e) {
      throw aggregation.complaint(e);
    }
  }

  private static Mood badDay(Instant now) {
    var day = now.minus(BAD_DAY_AGO).atZone(Crowd.ZONE).toLocalDate();
    return (scene, at) ->
        scene.touchpoint().equals(INCIDENT) && at.atZone(Crowd.ZONE).toLocalDate().equals(day)
            ? BAD_DAY_GLOOM
            : Mood.usual(scene, at);
  }

  /// People come until the thread is interrupted.
  public void live() {
    Instant begin = clock.instant();
    Instant nextAngry = begin;
    Instant hour = begin.truncatedTo(ChronoUnit.HOURS);
    Deque<Crowd.Arrival> coming = new ArrayDeque<>(crowd.within(hour));
    coming.removeIf(arrival -> arrival.at().isBefore(begin));
    try (var sender = new GrpcSender<>(feedback, PATIENCE, pause, new Outcome())) {
      while (!Thread.currentThread().isInterrupted()) {
        pause.forAtMost(TICK);
        Instant now = clock.instant();
        while (coming.peek() != null && !coming.element().at().isAfter(now)) {
          come(coming.remove(), sender);
        }
        while (coming.isEmpty() && !hour.plus(HOUR).isAfter(now)) {
          hour = hour.plus(HOUR);
          coming.addAll(crowd.within(hour));
        }
        if (!now.isBefore(nextAngry)) {
          angry(now).forEach(rating -> sender.send(rating, rating));
          nextAngry = now.plus(BETWEEN_ANGRY);
        }
        sender.flush();
      }
    }
  }

  private void come(Crowd.Arrival arrival, GrpcSender<Rating> sender) {
    if (!incidents.isQuiet(arrival.scene().touchpoint())) {
      Rating rating = crowd.rating(arrival, incidents);
      sender.send(rating, rating);
    }
  }

  /// One more person at each place where something goes wrong.
  private List<Rating> angry(Instant now) {
    return script.scenes().stream()
        .filter(scene -> incidents.isDropping(scene.touchpoint()))
        .map(scene ->
            crowd
                .rating(scene, now, incidents.gloom(scene, now), random)
                .setId(RecordId.of(now, scene.touchpoint(), random.nextLong()).toString())
                .build())
        .toList();
  }

  /// What a person at the keyboard may say while it runs.
  ///
  /// @return what to answer
  public String obey(String line) {
    String[] words = line.strip().split("\\s+", 2);
    String touchpoint = words.length > 1 ? words[1] : INCIDENT;
    return switch (words[0]) {
      case "incident" -> begin(touchpoint, Incidents.Kind.DROP);
      case "quiet" -> begin(touchpoint, Incidents.Kind.QUIET);
      case "end" -> {
        Set<String> ended = incidents.endAll();
        yield ended.isEmpty()
            ? "Nothing was wrong."
            : "All is well again at " + String.join(", ", ended) + ".";
      }
      default ->
          "Say: incident [TOUCHPOINT], quiet [TOUCHPOINT], end. Touchpoints: "
              + String.join(", ", touchpoints())
              + ".";
    };
  }

  private String begin(String touchpoint, Incidents.Kind kind) {
    if (!touchpoints().contains(touchpoint)) {
      return "There is no touchpoint '%s' (expected: %s)."
          .formatted(touchpoint, String.join(", ", touchpoints()));
    }
    incidents.begin(touchpoint, kind);
    return switch (kind) {
      case DROP -> "At %s people are no longer content, from now on.".formatted(touchpoint);
      case QUIET -> "Nothing comes from %s any more, from now on.".formatted(touchpoint);
    };
  }

  private Set<String> touchpoints() {
    return script.scenes().stream()
        .map(Scene::touchpoint)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void close() {
    feedback.close();
    aggregation.close();
  }

  /// A rating of our own making must be taken; one that is not says so once.
  private final class Outcome implements GrpcSender.Listener<Rating> {
    @Override
    public void stored(Rating rating, Receipt receipt) {}

    @Override
    public void refused(Rating rating, Problem problem) {
      if (!hasToldRefusal) {
        hasToldRefusal = true;
        progress.say("A rating was refused: " + GrpcChannel.refusal(problem));
      }
    }
  }
}
