package org.onthaal.standalone;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.onthaal.v1.BudgetSpending;
import org.onthaal.v1.DropOutlook;
import org.onthaal.v1.DropPlan;

/// What drop rules can be expected to do, for people.
final class DropOutlooks {
  /// What adding many fractions may be off.
  private static final double ROUNDING = 1e-9;

  private DropOutlooks() {}

  static void print(List<DropOutlook> outlooks, PrintWriter out) {
    Map<String, List<DropOutlook>> byRule = new LinkedHashMap<>();
    outlooks.forEach(
        outlook -> byRule.computeIfAbsent(outlook.getRule(), _ -> new ArrayList<>()).add(outlook));
    byRule.forEach((rule, list) -> {
      double falseAlarms = list.stream().mapToDouble(DropOutlook::getFalseAlarmsPer30Days).sum();
      out.println();
      out.println(
          "%s: %d %s; at most %s false alarms are to be expected in 30 days."
              .formatted(
                  rule,
                  list.size(),
                  list.size() == 1 ? "stream" : "streams",
                  number("%.2f", falseAlarms)));
      list.forEach(outlook ->
          out.println("  " + AlertsCommand.about(outlook.getStream()) + ": " + plans(outlook)));
    });
  }

  static void print(BudgetSpending budget, PrintWriter out) {
    double left = budget.getAcceptedPer30Days() - budget.getSpentPer30Days();
    boolean isOverdrawn = left < -ROUNDING;
    out.println();
    out.println(
        "Fleet budget: spent %s of %s false alarms per 30 days, %s %s; streams: %d found, %d declared."
            .formatted(
                number("%.2f", budget.getSpentPer30Days()),
                number("%.2f", budget.getAcceptedPer30Days()),
                number("%.2f", Math.abs(left)),
                isOverdrawn ? "too many" : "left",
                Integer.toUnsignedLong(budget.getStreamsFound()),
                Integer.toUnsignedLong(budget.getStreamsDeclared())));
  }

  private static String plans(DropOutlook outlook) {
    return outlook.getPlansCount() == 0
        ? "nothing was learnt, so nobody can say how long a drop takes."
        : outlook.getPlansList().stream()
            .map(DropOutlooks::plan)
            .collect(Collectors.joining("; ", "", "."));
  }

  private static String plan(DropPlan plan) {
    String drop = "a drop of " + number("%.0f", plan.getPoints()) + " points ";
    return plan.hasRatings()
        ? "%stakes about %s ratings, %s days"
            .formatted(drop, number("%.0f", plan.getRatings()), number("%.1f", plan.getDays()))
        : drop + "cannot be proven";
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
