package org.onthaal.standalone.transfer;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.onthaal.standalone.Complaint;
import org.onthaal.standalone.process.Pause;
import org.onthaal.v1.GetScoresRequest;
import org.onthaal.v1.ScoreQuery;
import org.onthaal.v1.ScoreServiceGrpc;

/// The furthest log position per partition that receipts named, and the wait until figures include
/// it.
///
/// Not safe for several threads.
final class Positions {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
  private static final long CALL_SECONDS_MAX = 15;

  private final Map<Long, Long> offsets = new TreeMap<>();

  /// @param position `partition:offset`; empty is ignored
  void note(String position) {
    int colon = position.indexOf(':');
    if (colon > 0) {
      offsets.merge(
          Long.valueOf(position.substring(0, colon)),
          Long.valueOf(position.substring(colon + 1)),
          Math::max);
    }
  }

  /// Returns once everything noted is part of the figures.
  ///
  /// @throws Complaint when that takes longer than our patience
  void awaitVisible(GrpcChannel aggregation, Duration patience, Pause pause) {
    List<String> after =
        offsets.entrySet().stream().map(at -> at.getKey() + ":" + at.getValue()).toList();
    if (after.isEmpty()) {
      return;
    }
    // Any range will do: the answer matters only for coming after these positions.
    var query = ScoreQuery.newBuilder().setFrom("2000-01-01").setTo("2000-01-02").setZone("UTC");
    var request = GetScoresRequest.newBuilder().setQuery(query).addAllAfter(after).build();
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        var _ =
            ScoreServiceGrpc.newBlockingStub(aggregation.channel())
                .withDeadlineAfter(CALL_SECONDS_MAX, TimeUnit.SECONDS)
                .getScores(request);
        return;
      } catch (StatusRuntimeException e) {
        if (!GrpcSender.isTemporary(e)) {
          throw aggregation.complaint(e);
        }
        if (System.nanoTime() > deadline) {
          throw new Complaint(
              "Every rating is stored, but the figures do not include them after "
                  + patience
                  + ": "
                  + e.getStatus().getDescription()
                  + ". Nothing has to be imported again.",
              e);
        }
      }
      pause.forAtMost(BETWEEN_TRIES);
    }
  }
}
