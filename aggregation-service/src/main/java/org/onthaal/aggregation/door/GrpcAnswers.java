package org.onthaal.aggregation.door;

import io.grpc.stub.StreamObserver;
import org.onthaal.v1.Problem;

/// Answers over gRPC.
public final class GrpcAnswers {
  private GrpcAnswers() {}

  public static <T> void send(Answer<T> answer, StreamObserver<T> observer) {
    switch (answer) {
      case Answer.Given<T>(T value) -> {
        observer.onNext(value);
        observer.onCompleted();
      }
      case Answer.Refused<T>(Problem problem) -> observer.onError(GrpcProblems.status(problem));
    }
  }
}
