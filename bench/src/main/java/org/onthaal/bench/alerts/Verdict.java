package org.onthaal.bench.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What was promised, and what of it did not hold.
final class Verdict {
  private final List<String> broken = new ArrayList<>();
  private double worst;
  private int checked;

  void atMost(String what, double measured, double promised) {
    checked++;
    worst = Math.max(worst, measured / promised);
    if (!(measured <= promised)) {
      broken.add(
          String.format(
              Locale.ROOT, "%s: %.3f (promised: at most %.3f)", what, measured, promised));
    }
  }

  void addAll(Verdict other) {
    broken.addAll(other.broken);
    worst = Math.max(worst, other.worst);
    checked += other.checked;
  }

  /// One line each; none where every promise was kept.
  List<String> broken() {
    return List.copyOf(broken);
  }

  /// The largest part of a promise that was used.
  double worst() {
    return worst;
  }

  int checked() {
    return checked;
  }
}
