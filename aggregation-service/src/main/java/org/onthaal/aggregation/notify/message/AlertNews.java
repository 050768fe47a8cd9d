package org.onthaal.aggregation.notify.message;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.alert.Ending;
import org.onthaal.aggregation.alert.KioskSeen;

/// One alert as its receivers hear of it: figures and words of a list, so that every language can
/// say it.
///
/// @param id the same from its beginning to its end
/// @param links pages by what they are for, as in the routes file
public record AlertNews(
    String id,
    boolean isFiring,
    Subject subject,
    Life life,
    Evidence evidence,
    Condition condition,
    Map<String, String> links) {
  public AlertNews {
    links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
  }

  /// What it is about.
  ///
  /// @param kind `threshold`, `decline`, `drop`, `absence` or `kiosks`
  /// @param stream values by dimension, in the order of dimensions
  public record Subject(String rule, String kind, String severity, Map<String, String> stream) {
    public Subject {
      stream = Collections.unmodifiableMap(new LinkedHashMap<>(stream));
    }

    /// How people read the stream: `stib / parking-permit / KIOSK`; empty when it is everything.
    public String place() {
      return place(stream);
    }

    /// One line, whatever a code holds: it goes into the headers of mail.
    static String place(Map<String, String> stream) {
      return String.join(" / ", List.copyOf(stream.values())).replaceAll("\\p{Cntrl}", " ");
    }
  }

  /// When it fired and ended.
  ///
  /// @param ending how it ended; absent while it fires, and in messages from before it was told
  public record Life(
      Optional<Instant> firedAt, Optional<Instant> resolvedAt, Optional<Ending> ending) {}

  /// The window's figures and those of the window before.
  ///
  /// @param until end of the window; absent for an open one
  /// @param zone in which times are written
  /// @param lastRatedAt for an absence: the newest rating
  /// @param evidenceDays for a drop or an unusual absence: by chance less than once in so many days
  /// @param expected for an unusual absence: ratings that were to be expected
  /// @param kiosk of an alert about kiosks: the one that is worst off
  public record Evidence(
      Instant since,
      Optional<Instant> until,
      ZoneId zone,
      long n,
      Optional<Figure> figure,
      Optional<Figure> previous,
      Optional<Instant> lastRatedAt,
      Optional<Double> evidenceDays,
      Optional<Double> expected,
      Optional<KioskSeen> kiosk) {}

  /// A share in percent or a mean, with its 95 % interval where one is known.
  public record Figure(double value, long n, Optional<Double> low, Optional<Double> high) {}

  /// Whether it is about ratings that stay away.
  public boolean isAbsence() {
    return subject.kind().equals("absence");
  }

  /// What the figures were compared with; everything is absent when the rule is unknown.
  ///
  /// @param measure `csat`, `dissatisfied` or `mean`
  /// @param below wrong below this; `above` likewise
  /// @param resolveAt where it ends, of either
  /// @param target of a drop: the level that was declared
  /// @param afterSeconds a rating, or a kiosk, is expected at least so often
  public record Condition(
      Optional<String> measure,
      Optional<Double> below,
      Optional<Double> above,
      Optional<Double> resolveAt,
      Optional<Double> points,
      Optional<Double> target,
      Optional<Long> afterSeconds) {
    /// The value on whose wrong side the figure was.
    public Optional<Double> limit() {
      return below.or(this::above);
    }

    /// Whether a figure is on the wrong side of it.
    public boolean isCrossedBy(double value) {
      return below.filter(limit -> value < limit).isPresent()
          || above.filter(limit -> value > limit).isPresent();
    }

    /// Whether the figure is a percentage.
    public boolean isShare() {
      return measure.filter(word -> !word.equals("mean")).isPresent();
    }
  }
}
