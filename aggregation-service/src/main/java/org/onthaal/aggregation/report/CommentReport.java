package org.onthaal.aggregation.report;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.aggregation.fold.DatabaseFailedException;
import org.onthaal.aggregation.fold.RangeRefusedException;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.fold.TallyStore;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Suppression;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Comment;
import org.onthaal.v1.ListCommentsRequest;
import org.onthaal.v1.ListCommentsResponse;
import org.onthaal.v1.Reason;

/// What people wrote, asked of feedback-service, without what would tell who wrote it. Safe for any
/// thread; blocks.
public final class CommentReport {
  private static final System.Logger LOG = System.getLogger(CommentReport.class.getPackageName());

  private final CommentSource source;
  private final TallyStore store;
  private final ZoneId zone;
  private final int rowsMax;
  private final Suppression suppression;
  private final Admission admission;

  /// @param zone of questions that name none, and of months where small numbers are hidden
  /// @param rowsMax counts that one answer may need
  /// @param suppression what too few people are behind to be told
  public CommentReport(
      CommentSource source,
      TallyStore store,
      ZoneId zone,
      int rowsMax,
      Suppression suppression,
      Admission admission) {
    this.source = source;
    this.store = store;
    this.zone = zone;
    this.rowsMax = rowsMax;
    this.suppression = suppression;
    this.admission = admission;
  }

  ListCommentsResponse list(CommentParameters parameters) throws RefusedException {
    TallyQuery chosen =
        new QuestionReader(zone, rowsMax, parameters.violations())
            .read(parameters.ratings(), new ScoreReport.Positions("after", List.of()))
            .query();
    ListCommentsRequest.Builder request = request(parameters.comments(), chosen);
    return suppression.isOn()
        ? protecting(request, chosen)
        : ask(request, chosen.windows().from(), chosen.windows().to());
  }

  private ListCommentsResponse protecting(ListCommentsRequest.Builder request, TallyQuery chosen)
      throws RefusedException {
    HiddenComments hidden = new HiddenComments(suppression, zone);
    ListCommentsResponse found =
        ask(
            request,
            hidden.start(chosen.windows().from()),
            hidden.end(chosen.windows().to().minusNanos(1)));
    ListCommentsResponse.Builder told = found.toBuilder().clearComments();
    if (found.hasSearchedTo()) {
      told.setSearchedTo(timestamp(hidden.start(instant(found.getSearchedTo()))));
    }
    if (found.getCommentsCount() > 0) {
      hidden.count(counts(hidden.needed(found.getCommentsList(), chosen)));
    }
    for (Comment comment : found.getCommentsList()) {
      if (hidden.tells(comment)) {
        told.addComments(hidden.inMonth(comment));
      } else {
        told.setWithheld(true);
      }
    }
    return told.build();
  }

  private List<WindowTally> counts(TallyQuery needed) throws RefusedException {
    try {
      return admission
          .call(
              Admission.Priority.DASHBOARD,
              () -> store.snapshot(reader -> reader.read(needed, Map.of(), rowsMax)))
          .orElseThrow(() -> new RefusedException(Problems.overloaded()));
    } catch (RangeRefusedException e) {
      throw new RefusedException(Reason.valueOf(e.refusal().name()), "expected " + e.getMessage());
    } catch (DatabaseFailedException e) {
      LOG.log(System.Logger.Level.WARNING, "comments are not told: {0}", e.getMessage());
      throw new RefusedException(
          Reason.UNAVAILABLE, "the database does not answer; try again in a moment");
    }
  }

  private ListCommentsResponse ask(ListCommentsRequest.Builder request, Instant from, Instant to)
      throws RefusedException {
    try {
      return source.list(request.setFrom(timestamp(from)).setTo(timestamp(to)).build());
    } catch (RefusedException e) {
      throw new RefusedException(CommentParameters.told(e.problem()));
    }
  }

  private static ListCommentsRequest.Builder request(
      ListCommentsRequest comments, TallyQuery chosen) {
    return comments.toBuilder()
        .addAllAdministrations(codes(chosen, Dimension.ADMINISTRATION))
        .addAllServices(codes(chosen, Dimension.SERVICE))
        .addAllTouchpoints(codes(chosen, Dimension.TOUCHPOINT))
        .addAllChannels(codes(chosen, Dimension.CHANNEL).stream().map(Channel::valueOf).toList())
        .addAllLanguages(codes(chosen, Dimension.LANGUAGE));
  }

  private static Set<String> codes(TallyQuery chosen, Dimension dimension) {
    return chosen.filters().getOrDefault(dimension, Set.of());
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
