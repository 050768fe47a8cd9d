package org.onthaal.aggregation;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.tail.Answer;
import org.onthaal.aggregation.tail.Entry;
import org.onthaal.aggregation.tail.Place;
import org.onthaal.aggregation.tail.RatingFacts;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Reason;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitRatingsResponse;
import org.onthaal.v1.SubmitResult;

/**
 * The citizens' gRPC door before a timeline's log: takes each id once, as the contract says. Can
 * refuse, or take ratings and lose its answer.
 */
final class CanaryDoor extends FeedbackServiceGrpc.FeedbackServiceImplBase
    implements AutoCloseable {
  static final String ADMINISTRATION = "onthaal-canary";
  static final String TOUCHPOINT = "onthaal-canary";

  /** What the door does with what it is given. */
  enum Mood {
    TAKES,
    REFUSES,
    TAKES_AND_LOSES_ITS_ANSWER
  }

  private final Timeline timeline;
  private final Server server;
  private final String target;
  private final Map<String, Integer> taken = new LinkedHashMap<>();
  private volatile Mood mood = Mood.TAKES;
  private volatile int calls;

  CanaryDoor(Timeline timeline) throws IOException {
    this.timeline = timeline;
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .build()
            .start();
    this.target = "127.0.0.1:" + server.getPort();
  }

  /** Where it is, also when it is closed. */
  String target() {
    return target;
  }

  CanaryDoor is(Mood wanted) {
    mood = wanted;
    return this;
  }

  int calls() {
    return calls;
  }

  /** Scores by id. */
  synchronized Map<String, Integer> taken() {
    return Map.copyOf(taken);
  }

  @Override
  public synchronized void submitRatings(
      SubmitRatingsRequest request, StreamObserver<SubmitRatingsResponse> out) {
    SubmitRatingsResponse.Builder response = SubmitRatingsResponse.newBuilder();
    List<Entry> entries = new ArrayList<>();
    for (Rating rating : request.getRatingsList()) {
      if (mood == Mood.REFUSES) {
        response.addResults(
            SubmitResult.newBuilder()
                .setProblem(
                    Problem.newBuilder()
                        .setReason(Reason.TOUCHPOINT_UNKNOWN)
                        .setDetail("no such touchpoint")));
        continue;
      }
      if (taken.putIfAbsent(rating.getId(), rating.getAnswers(0).getScore()) == null) {
        entries.add(entry(rating));
      }
      response.addResults(
          SubmitResult.newBuilder().setReceipt(Receipt.newBuilder().setId(rating.getId())));
    }
    if (!entries.isEmpty()) {
      timeline.append(entries);
    }
    calls++;
    if (mood == Mood.TAKES_AND_LOSES_ITS_ANSWER) {
      out.onError(Status.UNAVAILABLE.withDescription("the answer is lost").asRuntimeException());
      return;
    }
    out.onNext(response.build());
    out.onCompleted();
  }

  private Entry entry(Rating rating) {
    Instant now = timeline.now();
    Place place = new Place(ADMINISTRATION, "canary", rating.getTouchpoint(), "OTHER", "");
    Answer answer =
        new Answer("overall", Metric.CSAT, OptionalInt.of(rating.getAnswers(0).getScore()));
    return new Entry.Submitted(new RatingFacts(place, now, now, false, false, List.of(answer)));
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
