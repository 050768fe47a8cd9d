package org.onthaal.sdk;

import com.google.protobuf.Any;
import com.google.protobuf.Timestamp;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitRatingsResponse;
import org.onthaal.v1.SubmitResult;

/** The server's gRPC door, saying what a test tells it to; otherwise it stores. */
final class ScriptedDoor extends FeedbackServiceGrpc.FeedbackServiceImplBase
    implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  static final ServerCredentials INSECURE = InsecureServerCredentials.create();

  private final ScriptedLosses losses = new ScriptedLosses();
  private final Map<String, org.onthaal.v1.Rating> stored = new LinkedHashMap<>();
  private final Deque<StatusRuntimeException> failures = new ArrayDeque<>();
  private final List<Integer> calls = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private Function<org.onthaal.v1.Rating, Reason> refusal = rating -> Reason.REASON_UNSPECIFIED;
  private int bytesMax = Integer.MAX_VALUE;
  private final Server server;

  ScriptedDoor() throws IOException {
    this(0, INSECURE);
  }

  ScriptedDoor(int port, ServerCredentials credentials) throws IOException {
    this(port, credentials, true);
  }

  private ScriptedDoor(int port, ServerCredentials credentials, boolean hearsOfLosses)
      throws IOException {
    ServerBuilder<?> builder =
        Grpc.newServerBuilderForPort(port, credentials).addService(this).intercept(new KeyReader());
    if (hearsOfLosses) {
      builder.addService(losses);
    }
    server = builder.build().start();
  }

  /** One of an earlier version. */
  static ScriptedDoor withoutLosses() throws IOException {
    return new ScriptedDoor(0, INSECURE, false);
  }

  /** What it is told of losses. */
  ScriptedLosses losses() {
    return losses;
  }

  String address() {
    return "http://127.0.0.1:" + server.getPort();
  }

  int port() {
    return server.getPort();
  }

  /** The next calls fail, one by one. */
  synchronized void failNext(StatusRuntimeException... how) {
    failures.addAll(List.of(how));
  }

  synchronized void failNext(Status.Code code, int times) {
    for (int i = 0; i < times; i++) {
      failures.add(Status.fromCode(code).withDescription("as the test says").asRuntimeException());
    }
  }

  /** From now on calls are answered. */
  synchronized void stopFailing() {
    failures.clear();
  }

  /** Refuses calls that are longer. */
  synchronized void takeAtMost(int bytes) {
    bytesMax = bytes;
  }

  /** Refuses the ratings for which there is a reason. */
  synchronized void refuse(Function<org.onthaal.v1.Rating, Reason> why) {
    refusal = why;
  }

  synchronized List<org.onthaal.v1.Rating> stored() {
    return List.copyOf(stored.values());
  }

  /** How many ratings each call brought. */
  synchronized List<Integer> calls() {
    return List.copyOf(calls);
  }

  synchronized List<String> keys() {
    return List.copyOf(keys);
  }

  @Override
  public void submitRatings(
      SubmitRatingsRequest request, StreamObserver<SubmitRatingsResponse> observer) {
    StatusRuntimeException failure;
    SubmitRatingsResponse.Builder response = SubmitRatingsResponse.newBuilder();
    synchronized (this) {
      calls.add(request.getRatingsCount());
      failure = request.getSerializedSize() > bytesMax ? tooLarge() : failures.poll();
      if (failure == null) {
        request.getRatingsList().forEach(rating -> response.addResults(result(rating)));
      }
    }
    if (failure != null) {
      observer.onError(failure);
      return;
    }
    observer.onNext(response.build());
    observer.onCompleted();
  }

  private static StatusRuntimeException tooLarge() {
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(Status.Code.RESOURCE_EXHAUSTED.value())
            .setMessage("MESSAGE_TOO_LARGE: as the test says")
            .addDetails(Any.pack(problem(Reason.MESSAGE_TOO_LARGE).build()))
            .build());
  }

  private SubmitResult result(org.onthaal.v1.Rating rating) {
    Reason reason = refusal.apply(rating);
    if (reason != Reason.REASON_UNSPECIFIED) {
      return SubmitResult.newBuilder().setProblem(problem(reason)).build();
    }
    boolean duplicate = stored.put(rating.getId(), rating) != null;
    return SubmitResult.newBuilder()
        .setReceipt(
            Receipt.newBuilder()
                .setId(rating.getId())
                .setAdministration("town")
                .setCode("code")
                .setReceivedAt(Timestamp.newBuilder().setSeconds(1_800_000_000))
                .setDuplicate(duplicate))
        .build();
  }

  private static Problem.Builder problem(Reason reason) {
    Problem.Builder problem = Problem.newBuilder().setReason(reason).setDetail("as the test says");
    if (reason == Reason.METRIC_MISMATCH) {
      problem
          .setReason(Reason.VIOLATIONS)
          .addViolationsBuilder()
          .setField("answers[0].metric")
          .setReason(reason)
          .setExpected("as the test says");
    }
    return problem;
  }

  @Override
  public void close() {
    try {
      if (!server.shutdownNow().awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the door does not close");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class KeyReader implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String key = headers.get(AUTHORIZATION);
      synchronized (ScriptedDoor.this) {
        keys.add(String.valueOf(key));
      }
      return next.startCall(call, headers);
    }
  }
}
