package org.onthaal.aggregation.notify.message;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One alert as its receivers hear of it.
///
/// @param id the same from its beginning to its end
/// @param because the newest figures in one English sentence
/// @param links pages by what they are for, as in the routes file
public record AlertNews(
    String id,
    boolean isFiring,
    Subject subject,
    Life life,
    Evidence evidence,
    Condition condition,
    String because,
    Map<String, String> links) {
  public AlertNews {
    links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
  }

  /// What it is about.
  ///
  /// @param stream values by dimension, in the order of dimensions
  public record Subject(String rule, String severity, Map<String, String> stream) {
    public Subject {
      stream = Collections.unmodifiableMap(new LinkedHashMap<>(stream));
    }

    /// How people read the stream: `stib / parking-permit / KIOSK`; empty when it is everything.
    ///
    /// One line, whatever a code holds: it goes into the headers of mail.
    public String place() {
      return String.join(" / ", List.copyOf(stream.values())).replaceAll("\\p{Cntrl}", " ");
    }
  }

  /// When it fired and ended.
  public record Life(Optional<Instant> firedAt, Optional<Instant> resolvedAt) {}

  /// The window's figures and those of the window before.
  ///
  /// @param until end of the window; absent for an open one
  /// @param zone in which times are written
  /// @param evidenceDays for a drop or an unusual absence: by chance less than once in so many days
  /// @param expected for an unusual absence: ratings that were to be expected
  public record Evidence(
      Instant since,
      Optional<Instant> until,
      ZoneId zone,
      long n,
      Optional<Figure> figure,
      Optional<Figure> previous,
      Optional<Double> evidenceDays,
      Optional<Double> expected) {}

  /// A share in percent or a mean, with its 95 % interval where one is known.
  public record Figure(double value, long n, Optional<Double> low, Optional<Double> high) {}

  /// What the figures were compared with; everything is absent when the rule is unknown.
  ///
  /// @param measure `csat`, `dissatisfied` or `mean`
  /// @param below wrong below this; `above` likewise
  /// @param target of a drop: the level that was declared
  /// @param afterSeconds a rating is expected at least so often
  public record Condition(
      Optional<String> measure,
      Optional<Double> below,
      Optional<Double> above,
      Optional<Double> points,
      Optional<Double> target,
      Optional<Long> afterSeconds) {
    /// Whether the figure is a percentage.
    public boolean isShare() {
      return measure.filter(word -> !word.equals("mean")).isPresent();
    }
  }
}
