package org.onthaal.aggregation;

import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.onthaal.v1.AlertEvent;
import org.onthaal.v1.CloseAlertRequest;
import org.onthaal.v1.GetAlertRequest;
import org.onthaal.v1.GetAlertResponse;

/** A person who acts on alerts, behind the gRPC door and without a socket. */
final class Operator {
  private final Timeline timeline;

  Operator(Timeline timeline) {
    this.timeline = timeline;
  }

  /** The answer of one call, or the status that it was refused with. */
  static <A> A ask(Consumer<StreamObserver<A>> call) {
    CompletableFuture<A> answer = new CompletableFuture<>();
    call.accept(
        new StreamObserver<>() {
          @Override
          public void onNext(A value) {
            answer.complete(value);
          }

          @Override
          public void onError(Throwable refused) {
            answer.completeExceptionally(refused);
          }

          @Override
          public void onCompleted() {}
        });
    return answer.join();
  }

  GetAlertResponse close(String alert) {
    CloseAlertRequest request =
        CloseAlertRequest.newBuilder()
            .setId(alert)
            .setAuthor("Anna")
            .setReason("works at the counter")
            .build();
    return ask(observer -> timeline.alerting().grpc().closeAlert(request, observer));
  }

  GetAlertResponse get(String alert) {
    GetAlertRequest request = GetAlertRequest.newBuilder().setId(alert).build();
    return ask(observer -> timeline.alerting().grpc().getAlert(request, observer));
  }

  /** The event of an alert that was held back first. */
  Optional<AlertEvent> heldBack(String alert) {
    return get(alert).getHistoryList().stream()
        .filter(event -> event.getNotToldList().stream().anyMatch(one -> !one.getCause().isEmpty()))
        .findFirst();
  }

  /** Id of the newest alert of a rule. */
  String alert(String rule) {
    Jdbi database = timeline.database();
    return database.withHandle(handle ->
        handle
            .createQuery(
                "SELECT id FROM alert WHERE rule = :rule ORDER BY pending_at DESC, id LIMIT 1")
            .bind("rule", rule)
            .mapTo(String.class)
            .one());
  }
}
