package org.onthaal.standalone;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.onthaal.aggregation.rule.DurationText;
import picocli.CommandLine.Option;

/// Who does something, and times as people type them.
final class Who {
  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Who says so; kept for good. Without: the user of this machine.")
  private String author = "";

  String author() {
    return author.isEmpty() ? System.getProperty("user.name", "") : author;
  }

  /// A time as it was typed after an option.
  static Timestamp time(String option, String typed) {
    try {
      return Timestamps.parse(typed);
    } catch (ParseException e) {
      throw new Complaint(
          "%s is '%s' (expected: an RFC 3339 time such as 2026-11-26T08:00:00Z)."
              .formatted(option, typed),
          e);
    }
  }

  /// The time so long from now.
  static Timestamp after(String option, String typed) {
    Duration length =
        DurationText.parse(typed)
            .filter(Duration::isPositive)
            .orElseThrow(() ->
                new Complaint(
                    "%s is '%s' (expected: a duration such as 30m, 2h or 7d)."
                        .formatted(option, typed)));
    Instant end = InstantSource.system().instant().plus(length);
    return Timestamp.newBuilder().setSeconds(end.getEpochSecond()).setNanos(end.getNano()).build();
  }
}
