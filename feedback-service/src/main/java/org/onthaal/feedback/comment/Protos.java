package org.onthaal.feedback.comment;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import org.onthaal.v1.Channel;
import org.onthaal.v1.ListCommentsResponse;
import org.onthaal.v1.Metric;

/// Comments as the contract's messages.
final class Protos {
  private Protos() {}

  static ListCommentsResponse response(CommentPages.Page page, PageToken tokens) {
    ListCommentsResponse.Builder response = ListCommentsResponse.newBuilder();
    page.comments().forEach(comment -> response.addComments(comment(comment)));
    page.next().ifPresent(cursor -> response.setNextPageToken(tokens.of(cursor)));
    page.searchedTo().ifPresent(time -> response.setSearchedTo(timestamp(time)));
    return response.build();
  }

  private static org.onthaal.v1.Comment comment(Comment comment) {
    org.onthaal.v1.Comment.Builder proto =
        org.onthaal.v1.Comment.newBuilder()
            .setText(comment.text())
            .setRatedAt(timestamp(comment.cursor().ratedAt()))
            .setAdministration(comment.place().administration())
            .setService(comment.place().service())
            .setTouchpoint(comment.place().touchpoint())
            .setChannel(Channel.valueOf(comment.channel().name()))
            .setLanguage(comment.language().orElse(""))
            .setQuestion(comment.question())
            .setMetric(Metric.valueOf(comment.metric().name()));
    comment.score().ifPresent(proto::setScore);
    return proto.build();
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
