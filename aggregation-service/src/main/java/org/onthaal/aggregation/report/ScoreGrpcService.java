package org.onthaal.aggregation.report;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.onthaal.aggregation.door.GrpcProblems;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.aggregation.report.ScoreReport.Positions;
import org.onthaal.v1.GetChoicesRequest;
import org.onthaal.v1.GetChoicesResponse;
import org.onthaal.v1.GetScoresRequest;
import org.onthaal.v1.GetScoresResponse;
import org.onthaal.v1.Reason;
import org.onthaal.v1.ScoreServiceGrpc;
import org.onthaal.v1.WatchScoresRequest;
import org.onthaal.v1.WatchScoresResponse;

/// Figures over gRPC. Each call blocks its own virtual thread.
public final class ScoreGrpcService extends ScoreServiceGrpc.ScoreServiceImplBase {
  private final ScoreReport report;
  private final ChoiceReport choices;
  private final Semaphore watchers;

  public ScoreGrpcService(ScoreReport report, ChoiceReport choices) {
    this.report = report;
    this.choices = choices;
    watchers = new Semaphore(report.limits().watchersMax());
  }

  @Override
  public void getScores(GetScoresRequest request, StreamObserver<GetScoresResponse> response) {
    try {
      ScoreQuestion question =
          report.read(
              request.getQuery(), new Positions("after", request.getAfterList()), List.of());
      ScoreReport.Answer answer = report.answer(question);
      response.onNext(
          GetScoresResponse.newBuilder()
              .addAllRows(answer.rows())
              .setAsOf(Protos.asOf(answer.asOf()))
              .build());
      response.onCompleted();
    } catch (RefusedException e) {
      response.onError(GrpcProblems.status(e.problem()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      response.onError(GrpcProblems.stopping());
    }
  }

  @Override
  public void getChoices(GetChoicesRequest request, StreamObserver<GetChoicesResponse> response) {
    try {
      ScoreQuestion question =
          choices.read(
              ChoiceReport.query(request.getQuery()),
              new Positions("after", request.getAfterList()),
              List.of());
      response.onNext(choices.answer(question));
      response.onCompleted();
    } catch (RefusedException e) {
      response.onError(GrpcProblems.status(e.problem()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      response.onError(GrpcProblems.stopping());
    }
  }

  @Override
  public void watchScores(
      WatchScoresRequest request, StreamObserver<WatchScoresResponse> response) {
    if (!watchers.tryAcquire()) {
      response.onError(
          GrpcProblems.status(
              Problems.of(Reason.OVERLOADED, "too many live answers; try again later")));
      return;
    }
    try {
      ScoreQuestion question =
          report.read(
              request.getQuery(), Positions.resuming("resume", request.getResume()), List.of());
      watch(
          new ScoreWatch(report, question, question.after()),
          (ServerCallStreamObserver<WatchScoresResponse>) response);
    } catch (RefusedException e) {
      response.onError(GrpcProblems.status(e.problem()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      response.onError(GrpcProblems.stopping());
    } finally {
      watchers.release();
    }
  }

  /// A reader that does not keep up gets fewer, newer messages: nothing is held for it.
  private void watch(ScoreWatch watch, ServerCallStreamObserver<WatchScoresResponse> response)
      throws RefusedException, InterruptedException {
    // With a handler, writing to a caller that has just gone does nothing instead of throwing.
    response.setOnCancelHandler(() -> {});
    do {
      if (response.isReady()) {
        Optional<WatchScoresResponse> next = watch.next();
        next.ifPresent(response::onNext);
      }
    } while (report.pause(report.limits().watchEvery()) && !response.isCancelled());
    if (!response.isCancelled()) {
      response.onCompleted();
    }
  }
}
