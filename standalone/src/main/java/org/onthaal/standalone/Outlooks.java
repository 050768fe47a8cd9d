package org.onthaal.standalone;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.onthaal.v1.AbsenceOutlook;
import org.onthaal.v1.BacktestResponse;
import org.onthaal.v1.BudgetSpending;
import org.onthaal.v1.DropOutlook;
import org.onthaal.v1.DropPlan;

/// What rules that are judged slot by slot can be expected to do, for people.
final class Outlooks {
  /// What adding many fractions may be off.
  private static final double ROUNDING = 1e-9;

  private Outlooks() {}

  /// One rule on one stream, in words.
  private record Outlook(String rule, String about, double falseAlarms, String plan) {}

  static void print(BacktestResponse answer, PrintWriter out) {
    List<Outlook> outlooks = new ArrayList<>();
    for (DropOutlook drop : answer.getOutlooksList()) {
      outlooks.add(
          new Outlook(
              drop.getRule(),
              AlertsCommand.about(drop.getStream()),
              drop.getFalseAlarmsPer30Days(),
              plans(drop)));
    }
    for (AbsenceOutlook absence : answer.getAbsenceOutlooksList()) {
      outlooks.add(
          new Outlook(
              absence.getRule(),
              AlertsCommand.about(absence.getStream()),
              absence.getFalseAlarmsPer30Days(),
              plan(absence)));
    }
    Map<String, List<Outlook>> byRule = new LinkedHashMap<>();
    outlooks.forEach(
        outlook -> byRule.computeIfAbsent(outlook.rule(), _ -> new ArrayList<>()).add(outlook));
    byRule.forEach((rule, list) -> print(rule, list, out));
    if (answer.hasBudget()) {
      print(answer.getBudget(), out);
    }
  }

  private static void print(BudgetSpending budget, PrintWriter out) {
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

  private static void print(String rule, List<Outlook> outlooks, PrintWriter out) {
    double falseAlarms = outlooks.stream().mapToDouble(Outlook::falseAlarms).sum();
    out.println();
    out.println(
        "%s: %d %s; at most %s false alarms are to be expected in 30 days."
            .formatted(
                rule,
                outlooks.size(),
                outlooks.size() == 1 ? "stream" : "streams",
                number("%.2f", falseAlarms)));
    outlooks.forEach(outlook -> out.println("  " + outlook.about() + ": " + outlook.plan()));
  }

  private static String plan(AbsenceOutlook outlook) {
    return outlook.hasRatings()
        ? "an absence is noticed after about %s expected ratings, %s hours of opening time."
            .formatted(number("%.1f", outlook.getRatings()), number("%.1f", outlook.getHours()))
        : "nothing was learnt, so no absence is noticed.";
  }

  private static String plans(DropOutlook outlook) {
    return outlook.getPlansCount() == 0
        ? "nothing was learnt, so nobody can say how long a drop takes."
        : outlook.getPlansList().stream()
            .map(Outlooks::plan)
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
