package org.onthaal.aggregation.operate;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.GrpcAnswers;
import org.onthaal.aggregation.door.GrpcProblems;
import org.onthaal.aggregation.operate.AlertDesk.Watched;
import org.onthaal.v1.AcknowledgeAlertRequest;
import org.onthaal.v1.AlertServiceGrpc;
import org.onthaal.v1.BacktestRequest;
import org.onthaal.v1.BacktestResponse;
import org.onthaal.v1.CloseAlertRequest;
import org.onthaal.v1.CommentOnAlertRequest;
import org.onthaal.v1.EndAcknowledgementRequest;
import org.onthaal.v1.GetAlertEvidenceRequest;
import org.onthaal.v1.GetAlertEvidenceResponse;
import org.onthaal.v1.GetAlertRequest;
import org.onthaal.v1.GetAlertResponse;
import org.onthaal.v1.ListAlertsRequest;
import org.onthaal.v1.ListAlertsResponse;
import org.onthaal.v1.Problem;
import org.onthaal.v1.WatchAlertsRequest;
import org.onthaal.v1.WatchAlertsResponse;

/// Alerts over gRPC. Each call blocks its own virtual thread.
public final class AlertGrpcService extends AlertServiceGrpc.AlertServiceImplBase {
  private final AlertDesk desk;
  private final ActionDesk actions;
  private final EvidenceDesk evidence;
  private final Watching watching;

  public AlertGrpcService(
      AlertDesk desk, ActionDesk actions, EvidenceDesk evidence, Watching watching) {
    this.desk = desk;
    this.actions = actions;
    this.evidence = evidence;
    this.watching = watching;
  }

  @Override
  public void listAlerts(ListAlertsRequest request, StreamObserver<ListAlertsResponse> observer) {
    GrpcAnswers.send(desk.list(request), observer);
  }

  @Override
  public void backtest(BacktestRequest request, StreamObserver<BacktestResponse> observer) {
    GrpcAnswers.send(desk.backtest(request), observer);
  }

  @Override
  public void getAlert(GetAlertRequest request, StreamObserver<GetAlertResponse> observer) {
    GrpcAnswers.send(actions.get(request), observer);
  }

  @Override
  public void getAlertEvidence(
      GetAlertEvidenceRequest request, StreamObserver<GetAlertEvidenceResponse> observer) {
    GrpcAnswers.send(evidence.get(request), observer);
  }

  @Override
  public void acknowledgeAlert(
      AcknowledgeAlertRequest request, StreamObserver<GetAlertResponse> observer) {
    GrpcAnswers.send(actions.acknowledge(request), observer);
  }

  @Override
  public void endAcknowledgement(
      EndAcknowledgementRequest request, StreamObserver<GetAlertResponse> observer) {
    GrpcAnswers.send(actions.endAcknowledgement(request), observer);
  }

  @Override
  public void commentOnAlert(
      CommentOnAlertRequest request, StreamObserver<GetAlertResponse> observer) {
    GrpcAnswers.send(actions.comment(request), observer);
  }

  @Override
  public void closeAlert(CloseAlertRequest request, StreamObserver<GetAlertResponse> observer) {
    GrpcAnswers.send(actions.close(request), observer);
  }

  @Override
  public void watchAlerts(
      WatchAlertsRequest request, StreamObserver<WatchAlertsResponse> observer) {
    if (!watching.enter()) {
      observer.onError(GrpcProblems.status(AlertDesk.tooManyWatchers()));
      return;
    }
    var watcher = (ServerCallStreamObserver<WatchAlertsResponse>) observer;
    try {
      switch (desk.watch(request.getAdministrationsList())) {
        case Answer.Given<Watched>(Watched watched) -> follow(watched, watcher);
        case Answer.Refused<Watched>(Problem problem) ->
            observer.onError(GrpcProblems.status(problem));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      observer.onError(GrpcProblems.stopping());
    } finally {
      watching.leave();
    }
  }

  private void follow(Watched watched, ServerCallStreamObserver<WatchAlertsResponse> watcher)
      throws InterruptedException {
    // With a handler, writing to a caller that has just gone does nothing instead of throwing.
    watcher.setOnCancelHandler(() -> {});
    watcher.onNext(watched.first());
    while (watching.pause() && !watcher.isCancelled()) {
      // A slow reader gets the newest state later instead of every state in between.
      if (watcher.isReady()) {
        watched.changes().next().ifPresent(watcher::onNext);
      }
    }
    if (!watcher.isCancelled()) {
      watcher.onCompleted();
    }
  }
}
