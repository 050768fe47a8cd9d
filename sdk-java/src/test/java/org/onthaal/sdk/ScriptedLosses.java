package org.onthaal.sdk;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.onthaal.v1.LossReport;
import org.onthaal.v1.LossServiceGrpc;
import org.onthaal.v1.ReportLossesRequest;
import org.onthaal.v1.ReportLossesResponse;

/** Where the server is told of losses, saying what a test tells it to. */
final class ScriptedLosses extends LossServiceGrpc.LossServiceImplBase {
  private final List<LossReport> heard = new ArrayList<>();
  private int answersToLose;

  /** The next calls are understood, but their answers never arrive. */
  synchronized void loseAnswers(int count) {
    answersToLose = count;
  }

  /** Every report that was heard, also those that came again. */
  synchronized List<LossReport> heard() {
    return List.copyOf(heard);
  }

  /** What the server counts: each report once, by reason. */
  synchronized Map<String, Integer> counted() {
    Map<String, LossReport> once = new TreeMap<>();
    heard.forEach(report -> once.putIfAbsent(report.getId(), report));
    Map<String, Integer> counted = new TreeMap<>();
    once.values()
        .forEach(report ->
            report
                .getLossesList()
                .forEach(loss ->
                    counted.merge(loss.getReason().name(), loss.getRatings(), Integer::sum)));
    return counted;
  }

  @Override
  public void reportLosses(
      ReportLossesRequest request, StreamObserver<ReportLossesResponse> observer) {
    boolean lost;
    synchronized (this) {
      heard.addAll(request.getReportsList());
      lost = answersToLose > 0;
      answersToLose -= lost ? 1 : 0;
    }
    if (lost) {
      observer.onError(Status.UNAVAILABLE.asRuntimeException());
      return;
    }
    observer.onNext(ReportLossesResponse.getDefaultInstance());
    observer.onCompleted();
  }
}
