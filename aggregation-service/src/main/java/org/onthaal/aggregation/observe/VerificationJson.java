package org.onthaal.aggregation.observe;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.onthaal.aggregation.fold.Verification;

/// The result of a recount, for programs and people alike.
final class VerificationJson {
  private static final Gson PRINTER = new GsonBuilder().setPrettyPrinting().create();

  private VerificationJson() {}

  static String of(Verification.Result result) {
    JsonObject answer = new JsonObject();
    answer.addProperty("agrees", result.agrees());
    answer.addProperty("ratings", result.answers());
    answer.addProperty("minutesCompared", result.minutes());
    answer.addProperty("hoursCompared", result.hours());
    answer.addProperty("daysCompared", result.days());
    answer.addProperty("channelDaysCompared", result.channelDays());
    answer.addProperty("choiceDaysCompared", result.choiceDays());
    answer.addProperty("quarantined", result.quarantined());
    answer.add("positions", texts(result.positions()));
    answer.addProperty("differenceCount", result.differenceCount());
    answer.add("differences", texts(result.differences()));
    return PRINTER.toJson(answer) + "\n";
  }

  private static JsonArray texts(List<String> values) {
    JsonArray list = new JsonArray();
    values.forEach(list::add);
    return list;
  }
}
