package org.onthaal.bench.sdk;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitRatingsResponse;
import org.onthaal.v1.SubmitResult;

/// The door that our SDK calls.
final class GrpcDoor extends FeedbackServiceGrpc.FeedbackServiceImplBase implements Door {
  private final Faults faults;
  private final Server server;
  private final Set<String> known = new HashSet<>();

  GrpcDoor(Faults faults) throws IOException {
    this.faults = faults;
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .build()
            .start();
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public void submitRatings(
      SubmitRatingsRequest request, StreamObserver<SubmitRatingsResponse> observer) {
    switch (faults.take(request.getRatingsList().stream().map(Rating::getId).toList())) {
      case TAKEN -> {
        observer.onNext(response(request));
        observer.onCompleted();
      }
      case UNAVAILABLE -> observer.onError(Status.UNAVAILABLE.asRuntimeException());
      case NONE -> {
        var _ = response(request); // taken, and known from now on
        observer.onError(Status.UNAVAILABLE.asRuntimeException());
      }
    }
  }

  private synchronized SubmitRatingsResponse response(SubmitRatingsRequest request) {
    SubmitRatingsResponse.Builder response = SubmitRatingsResponse.newBuilder();
    for (Rating rating : request.getRatingsList()) {
      boolean isNew = known.add(rating.getId());
      response.addResults(
          SubmitResult.newBuilder()
              .setReceipt(Receipt.newBuilder().setId(rating.getId()).setDuplicate(!isNew)));
    }
    return response.build();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
