package org.onthaal.feedback.collect;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.onthaal.feedback.loss.LossReason;
import org.onthaal.feedback.loss.LossReport;
import org.onthaal.feedback.loss.LossRow;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.Loss;
import org.onthaal.v1.ReportLossesRequest;

/// Losses as the contract's messages.
final class LossProtos {
  static final int REPORTS_MAX = 100;
  private static final String PREFIX = "LOSS_";
  private static final long UINT32_MAX = 0xFFFF_FFFFL;
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  private LossProtos() {}

  /// What is reported; what is wrong is noted.
  static List<LossReport> reports(ReportLossesRequest request, List<Violation> found) {
    int count = request.getReportsCount();
    if (count == 0 || count > REPORTS_MAX) {
      Reason reason = count == 0 ? Reason.MISSING : Reason.BATCH_TOO_LARGE;
      found.add(new Violation("reports", reason, "1 to " + REPORTS_MAX + " reports"));
      return List.of();
    }
    List<LossReport> reports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      report("reports[%d].".formatted(i), request.getReports(i), found).ifPresent(reports::add);
    }
    return reports;
  }

  private static Optional<LossReport> report(
      String path, org.onthaal.v1.LossReport message, List<Violation> found) {
    int before = found.size();
    String id = message.getId();
    if (!UUID_FORM.matcher(id).matches()) {
      Reason reason = id.isEmpty() ? Reason.MISSING : Reason.ID_MALFORMED;
      found.add(new Violation(path + "id", reason, "a UUID in 36 characters"));
    }
    if (message.getLossesCount() == 0) {
      found.add(new Violation(path + "losses", Reason.MISSING, "at least one reason"));
    }
    Map<LossReason, Long> ratings = new EnumMap<>(LossReason.class);
    for (int i = 0; i < message.getLossesCount(); i++) {
      Loss loss = message.getLosses(i);
      String field = path + "losses[%d]".formatted(i);
      if (loss.getRatings() == 0) {
        found.add(new Violation(field + ".ratings", Reason.MISSING, "at least 1"));
      }
      long count = Integer.toUnsignedLong(loss.getRatings());
      if (ratings.put(reason(loss), count) != null) {
        found.add(new Violation(field + ".reason", Reason.INVALID, "each reason at most once"));
      }
    }
    return found.size() == before
        ? Optional.of(new LossReport(UUID.fromString(id), ratings))
        : Optional.empty();
  }

  private static LossReason reason(Loss loss) {
    return switch (loss.getReason()) {
      case LOSS_QUEUE_FULL -> LossReason.QUEUE_FULL;
      case LOSS_SPOOL_FULL -> LossReason.SPOOL_FULL;
      case LOSS_EXPIRED -> LossReason.EXPIRED;
      case LOSS_TOO_LARGE -> LossReason.TOO_LARGE;
      case LOSS_REJECTED -> LossReason.REJECTED;
      case LOSS_CORRUPT -> LossReason.CORRUPT;
      case LOSS_CLOSED -> LossReason.CLOSED;
      case LOSS_REASON_UNSPECIFIED, UNRECOGNIZED -> LossReason.OTHER;
    };
  }

  static org.onthaal.v1.LossRow row(LossRow row) {
    Instant at = row.reportedAt();
    var message =
        org.onthaal.v1.LossRow.newBuilder()
            .setReason(
                row.reason() == LossReason.OTHER
                    ? org.onthaal.v1.LossReason.LOSS_REASON_UNSPECIFIED
                    : org.onthaal.v1.LossReason.valueOf(PREFIX + row.reason().name()))
            .setRatings((int) Math.min(row.ratings(), UINT32_MAX))
            .setReportedAt(
                Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()));
    row.sender()
        .ifPresent(
            sender -> message.setAdministration(sender.administration()).setKey(sender.key()));
    return message.build();
  }
}
