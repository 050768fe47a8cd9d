package org.onthaal.aggregation.configure;

import io.grpc.stub.StreamObserver;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.GrpcAnswers;
import org.onthaal.v1.GetRulesRequest;
import org.onthaal.v1.GetRulesResponse;
import org.onthaal.v1.RuleServiceGrpc;
import org.onthaal.v1.SaveRulesRequest;
import org.onthaal.v1.SaveRulesResponse;

/// The rule file over gRPC. Each call blocks its own virtual thread.
public final class RuleGrpcService extends RuleServiceGrpc.RuleServiceImplBase {
  private final RuleDesk desk;

  public RuleGrpcService(RuleDesk desk) {
    this.desk = desk;
  }

  @Override
  public void getRules(GetRulesRequest request, StreamObserver<GetRulesResponse> observer) {
    GrpcAnswers.send(new Answer.Given<>(desk.get()), observer);
  }

  @Override
  public void saveRules(SaveRulesRequest request, StreamObserver<SaveRulesResponse> observer) {
    GrpcAnswers.send(desk.save(request), observer);
  }
}
