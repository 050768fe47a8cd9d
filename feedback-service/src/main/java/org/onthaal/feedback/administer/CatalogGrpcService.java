package org.onthaal.feedback.administer;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.Predicate;
import org.onthaal.feedback.access.Admission;
import org.onthaal.feedback.collect.GrpcProblems;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.feedback.collect.Problems;
import org.onthaal.feedback.survey.CatalogOutcome;
import org.onthaal.feedback.survey.CatalogProblem;
import org.onthaal.feedback.survey.PostgresSurveyCatalog;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.ApplyCatalogRequest;
import org.onthaal.v1.ApplyCatalogResponse;
import org.onthaal.v1.CatalogServiceGrpc;
import org.onthaal.v1.ListAdministrationsRequest;
import org.onthaal.v1.ListAdministrationsResponse;
import org.onthaal.v1.ListSurveysRequest;
import org.onthaal.v1.ListSurveysResponse;

/// The catalogue over gRPC. Safe for any thread; applying blocks.
public final class CatalogGrpcService extends CatalogServiceGrpc.CatalogServiceImplBase {
  private final PostgresSurveyCatalog catalog;
  private final Admission admission;

  public CatalogGrpcService(PostgresSurveyCatalog catalog, Admission admission) {
    this.catalog = catalog;
    this.admission = admission;
  }

  @Override
  public void listAdministrations(
      ListAdministrationsRequest request, StreamObserver<ListAdministrationsResponse> response) {
    ListAdministrationsResponse.Builder answer = ListAdministrationsResponse.newBuilder();
    catalog.administrations().stream()
        .filter(
            administration -> wanted(request.getAdministrationsList()).test(administration.code()))
        .forEach(administration ->
            answer.addAdministrations(Protos.administration(catalog, administration)));
    response.onNext(answer.build());
    response.onCompleted();
  }

  @Override
  public void listSurveys(
      ListSurveysRequest request, StreamObserver<ListSurveysResponse> response) {
    ListSurveysResponse.Builder answer = ListSurveysResponse.newBuilder();
    catalog.surveys().stream()
        .filter(survey -> wanted(request.getSurveysList()).test(survey.code()))
        .forEach(survey -> answer.addSurveys(Protos.survey(survey)));
    response.onNext(answer.build());
    response.onCompleted();
  }

  @Override
  public void applyCatalog(
      ApplyCatalogRequest request, StreamObserver<ApplyCatalogResponse> response) {
    admission
        .call(Admission.Priority.DASHBOARD, () -> catalog.apply(request.getDocument()))
        .ifPresentOrElse(
            outcome -> answer(outcome, response),
            () -> response.onError(GrpcProblems.status(Problems.overloaded())));
  }

  private static void answer(
      CatalogOutcome outcome, StreamObserver<ApplyCatalogResponse> response) {
    switch (outcome) {
      case CatalogOutcome.Applied(int added, int changed, List<String> positions) -> {
        response.onNext(
            ApplyCatalogResponse.newBuilder()
                .setAdded(added)
                .setChanged(changed)
                .addAllPositions(positions)
                .build());
        response.onCompleted();
      }
      case CatalogOutcome.Refused(List<CatalogProblem> problems) ->
          response.onError(GrpcProblems.status(problem(problems)));
      case CatalogOutcome.Unavailable() ->
          response.onError(
              GrpcProblems.status(
                  new Problem(
                      Reason.UNAVAILABLE, "the database does not answer; apply the same again")));
    }
  }

  private static Problem problem(List<CatalogProblem> problems) {
    List<Violation> violations =
        problems.stream()
            .map(problem ->
                new Violation(
                    problem.field(), Reason.valueOf(problem.kind().name()), problem.expected()))
            .toList();
    return new Problem(
        Reason.CATALOGUE_INVALID,
        problems.size() + " problems in the catalogue; nothing was changed",
        violations);
  }

  private static Predicate<String> wanted(List<String> codes) {
    return code -> codes.isEmpty() || codes.contains(code);
  }
}
