package org.onthaal.aggregation.report;

import org.onthaal.v1.ListCommentsRequest;
import org.onthaal.v1.ListCommentsResponse;

/// Where comments are kept: feedback-service.
interface CommentSource extends AutoCloseable {
  /// One page of them.
  ///
  /// @throws RefusedException with what is wrong with the request, or UNAVAILABLE
  ListCommentsResponse list(ListCommentsRequest request) throws RefusedException;

  @Override
  void close();
}
