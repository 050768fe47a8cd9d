package org.onthaal.standalone;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.onthaal.v1.DropOutlook;
import org.onthaal.v1.DropPlan;

/// What drop rules can be expected to do, for people.
final class DropOutlooks {
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
