package org.onthaal.feedback.comment;

import io.grpc.stub.StreamObserver;
import java.util.Optional;
import javax.sql.DataSource;
import org.onthaal.feedback.access.Admission;
import org.onthaal.feedback.collect.GrpcProblems;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.feedback.collect.Problems;
import org.onthaal.feedback.privacy.Seal;
import org.onthaal.feedback.store.StoreException;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.v1.CommentServiceGrpc;
import org.onthaal.v1.ListCommentsRequest;
import org.onthaal.v1.ListCommentsResponse;

/// Comments over gRPC. Safe for any thread; blocks.
public final class CommentGrpcService extends CommentServiceGrpc.CommentServiceImplBase {
  private static final System.Logger LOG = System.getLogger("org.onthaal.feedback.comment");

  private final CommentPages pages;
  private final CommentLimits limits;
  private final PageToken tokens;
  private final Admission admission;

  /// @param seal closes what a reader carries from page to page
  public CommentGrpcService(
      DataSource database, CommentLimits limits, Seal seal, Admission admission) {
    pages = new CommentPages(new PostgresComments(database), limits.lookedAtMax());
    this.limits = limits;
    tokens = new PageToken(seal);
    this.admission = admission;
  }

  @Override
  public void listComments(
      ListCommentsRequest request, StreamObserver<ListCommentsResponse> response) {
    CommentReader reader = new CommentReader(tokens, limits.searchCodePointsMax());
    Optional<CommentQuery> query = reader.read(request);
    if (query.isEmpty()) {
      response.onError(GrpcProblems.status(Problem.of(reader.violations())));
      return;
    }
    try {
      admission
          .call(Admission.Priority.DASHBOARD, () -> pages.page(query.get()))
          .ifPresentOrElse(
              page -> {
                response.onNext(Protos.response(page, tokens));
                response.onCompleted();
              },
              () -> response.onError(GrpcProblems.status(Problems.overloaded())));
    } catch (StoreException e) {
      LOG.log(System.Logger.Level.WARNING, "comments are not told", e);
      response.onError(
          GrpcProblems.status(
              new Problem(Reason.UNAVAILABLE, "the database does not answer; try again")));
    }
  }
}
