package org.onthaal.bench.sdk;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.onthaal.bench.rig.Findings;
import org.onthaal.bench.rig.Statistics;

/// What the bench found, for people.
final class SdkTables {
  private SdkTables() {}

  static void outcomes(FaultScript script, Map<SenderKind, Outcome> outcomes) {
    System.out.printf(
        Locale.ROOT,
        "%d steps, %d s, %d kills with -9%n",
        script.steps().size(),
        script.length().toSeconds(),
        script.kills());
    System.out.printf(
        Locale.ROOT,
        "%-24s %10s %10s %10s %10s %14s%n",
        "sender",
        "submitted",
        "refused",
        "delivered",
        "lost",
        "arrived twice");
    outcomes.forEach((kind, outcome) ->
        System.out.printf(
            Locale.ROOT,
            "%-24s %10d %10d %10d %10d %14d%n",
            kind.words(),
            outcome.submitted(),
            outcome.refused(),
            outcome.delivered(),
            outcome.lost(),
            outcome.twice()));
    System.out.println(
        "A rating of ours that arrived twice is known again by its id and counted once. A log record of OpenTelemetry has no id in its"
            + " protocol; an event of Sentry has one: what its service does with it was not looked into.");
  }

  static void costs(Findings findings) {
    System.out.printf(
        Locale.ROOT,
        "%n%-24s %10s %20s %10s %8s%n",
        "while black-holed",
        "p50 us",
        "p99 ms [min-max]",
        "max ms",
        "refused");
    for (SenderKind kind : SenderKind.values()) {
      System.out.printf(
          Locale.ROOT,
          "%-24s %10.1f %20s %10.2f %8.0f%n",
          kind.words(),
          Statistics.median(findings.figure(kind.figure() + ".p50Micros")),
          spread(findings.figure(kind.figure() + ".p99Millis"), "%.3f [%.3f-%.3f]"),
          Collections.max(findings.figure(kind.figure() + ".maxMillis")),
          Collections.max(findings.figure(kind.figure() + ".costRefused")));
    }
  }

  static void durable(Findings findings, List<Callers> cells) {
    System.out.printf(
        Locale.ROOT,
        "%n%-24s %26s %12s %10s %8s%n",
        "submitDurable",
        "ratings/s [min-max]",
        "raw forces/s",
        "x raw",
        "refused");
    for (Callers callers : cells) {
      String figure = callers.figure();
      double ratio = findings.ratioOf(figure + ".perSecond", figure + ".rawPerSecond");
      findings.ratio("sdk: " + figure + " / raw forces", ratio);
      System.out.printf(
          Locale.ROOT,
          "%-24s %26s %12.0f %10.1f %8.0f%n",
          callers.count() + (callers.virtual() ? " virtual threads" : " threads"),
          spread(findings.figure(figure + ".perSecond"), "%.0f [%.0f-%.0f]"),
          Statistics.median(findings.figure(figure + ".rawPerSecond")),
          ratio,
          Collections.max(findings.figure(figure + ".refused")));
    }
  }

  private static String spread(List<Double> values, String form) {
    return String.format(
        Locale.ROOT,
        form,
        Statistics.median(values),
        Collections.min(values),
        Collections.max(values));
  }
}
