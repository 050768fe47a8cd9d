package org.onthaal.spring;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitRatingsResponse;

/** A gRPC door that stores ratings in memory, or lets nobody in. */
final class StoringDoor extends FeedbackServiceGrpc.FeedbackServiceImplBase
    implements AutoCloseable {
  private final List<Rating> stored = new ArrayList<>();
  private final Server server;
  private boolean locked;

  StoringDoor() throws IOException {
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(this)
            .build()
            .start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getPort();
  }

  synchronized void lock() {
    locked = true;
  }

  synchronized List<Rating> stored() {
    return List.copyOf(stored);
  }

  @Override
  public synchronized void submitRatings(
      SubmitRatingsRequest request, StreamObserver<SubmitRatingsResponse> observer) {
    if (locked) {
      observer.onError(Status.UNAUTHENTICATED.withDescription("no such key").asRuntimeException());
      return;
    }
    SubmitRatingsResponse.Builder response = SubmitRatingsResponse.newBuilder();
    for (Rating each : request.getRatingsList()) {
      stored.add(each);
      response
          .addResultsBuilder()
          .setReceipt(Receipt.newBuilder().setId(each.getId()).setAdministration("town"));
    }
    observer.onNext(response.build());
    observer.onCompleted();
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
}
