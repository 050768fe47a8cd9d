package org.onthaal.feedback.store;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.Metric;

/// The numbers by which the database keeps enums: those of the contract, fixed for ever, from 1.
public final class Columns {
  private static final List<Channel> CHANNELS =
      List.of(
          Channel.WEB,
          Channel.KIOSK,
          Channel.PHONE,
          Channel.QR,
          Channel.EMAIL,
          Channel.SMS,
          Channel.APP,
          Channel.CHAT,
          Channel.COUNTER,
          Channel.PAPER,
          Channel.POST,
          Channel.OTHER);
  private static final List<Metric> METRICS =
      List.of(Metric.CSAT, Metric.NPS, Metric.CES, Metric.THUMBS);

  private static final Gson GSON = new Gson();

  private Columns() {}

  static int number(Channel channel) {
    return CHANNELS.indexOf(channel) + 1;
  }

  public static Channel channel(int number) {
    return CHANNELS.get(number - 1);
  }

  static int number(Metric metric) {
    return METRICS.indexOf(metric) + 1;
  }

  public static Metric metric(int number) {
    return METRICS.get(number - 1);
  }

  /// Texts by key as a JSON object; empty when there are none.
  static String json(Map<String, String> texts) {
    return texts.isEmpty() ? "" : GSON.toJson(texts);
  }

  /// The texts of a JSON object.
  static Map<String, String> texts(String json) {
    Map<String, String> texts = new TreeMap<>();
    JsonParser.parseString(json)
        .getAsJsonObject()
        .asMap()
        .forEach((key, value) -> texts.put(key, value.getAsString()));
    return texts;
  }
}
