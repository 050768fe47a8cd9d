package org.onthaal.feedback.phone;

import java.util.Optional;
import java.util.regex.Pattern;
import org.onthaal.feedback.survey.Metric;

/// What keys mean on a scale. Whatever a telephone system let through is judged here, again.
final class KeyedScore {
  private static final Pattern ONE_KEY = Pattern.compile("[0-9]");
  // One digit alone may be the first of two.
  private static final Pattern CLOSED = Pattern.compile("[0-9]{2}|[0-9]{1,2}#");

  private KeyedScore() {}

  /// How many keys a scale takes, a closing `#` not counted.
  static int keysMax(Metric metric) {
    return metric.highest() > 9 ? 2 : 1;
  }

  /// The score, where it is one of the scale.
  static Optional<Integer> of(Metric metric, String keys) {
    Pattern form = keysMax(metric) == 1 ? ONE_KEY : CLOSED;
    if (!form.matcher(keys).matches()) {
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(keys.replace("#", ""))).filter(metric::accepts);
  }
}
