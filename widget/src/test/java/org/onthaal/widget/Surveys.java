package org.onthaal.widget;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Surveys as the service tells them, by the key of the touchpoint.
public final class Surveys {
  private static final JsonObject TEXTS = texts();
  private static final List<String> LANGUAGES = List.of("fr", "nl", "de", "en", "ar");

  private final String language;

  private Surveys(String wanted) {
    language = LANGUAGES.contains(wanted) ? wanted : "fr";
  }

  /// - `parking-permit`: satisfaction, then reasons for the dissatisfied, ease for everybody, a
  ///   comment.
  /// - `page`: was it useful; nothing else.
  /// - `recommend`: 0 to 10 and "I don't know".
  /// - `likely`: 0 to 10 with words at both ends.
  /// - `effort`: seven points in words.
  /// - `older`: satisfaction from a service that knows neither choices, hints nor context.
  public static String survey(String key, String wanted) {
    return new Gson().toJson(new Surveys(wanted).survey(key));
  }

  private Map<String, Object> survey(String key) {
    Map<String, Object> survey = new HashMap<>();
    survey.put("touchpoint", key);
    survey.put("version", 3);
    survey.put("language", language);
    survey.put("languages", LANGUAGES);
    survey.put("thanks", text("thanks"));
    survey.put("commentLabel", key.equals("page") ? "" : text("comment"));
    Map<String, Object> core = scale("overall", "CSAT", 1, list("satisfied"));
    switch (key) {
      case "page" -> survey.put("questions", List.of(scale("useful", "THUMBS", 0, list("yes-no"))));
      case "recommend" ->
          survey.put("questions", List.of(scale("recommend", "NPS", 0, figures(0, 10))));
      case "likely" -> survey.put("questions", List.of(scale("recommend", "NPS", 0, likely())));
      case "effort" -> survey.put("questions", List.of(scale("ease", "CES", 1, list("easy"))));
      case "older" -> survey.put("questions", List.of(core));
      default -> {
        survey.put("contextKeys", List.of("page", "release"));
        survey.put("hintsAccepted", true);
        survey.put("questions", List.of(core, reasons(), scale("ease", "CES", 1, figures(1, 7))));
      }
    }
    return survey;
  }

  private Map<String, Object> scale(String code, String metric, int lowest, List<String> labels) {
    List<Map<String, Object>> points = new ArrayList<>();
    for (String label : labels) {
      points.add(Map.of("score", lowest + points.size(), "label", label));
    }
    return Map.of(
        "code",
        code,
        "metric",
        metric,
        "text",
        text(code),
        "points",
        points,
        "dontKnowOffered",
        !metric.equals("CSAT"),
        "choices",
        List.of());
  }

  private Map<String, Object> reasons() {
    return Map.of(
        "code",
        "reasons",
        "text",
        text("reasons"),
        "points",
        List.of(),
        "severalAllowed",
        true,
        "choices",
        Stream.of("waiting", "staff", "online")
            .map(code -> Map.of("code", code, "label", text(code)))
            .toList(),
        "askedWhen",
        Map.of("question", "", "scores", List.of(1, 2)));
  }

  private List<String> likely() {
    List<String> labels = new ArrayList<>(figures(0, 10));
    labels.set(0, "0 – " + list("likely").getFirst());
    labels.set(10, "10 – " + list("likely").getLast());
    return labels;
  }

  private static List<String> figures(int lowest, int highest) {
    return IntStream.rangeClosed(lowest, highest).mapToObj(String::valueOf).toList();
  }

  private String text(String name) {
    return TEXTS.getAsJsonObject(name).get(language).getAsString();
  }

  private List<String> list(String name) {
    JsonArray labels = TEXTS.getAsJsonObject(name).getAsJsonArray(language);
    return labels.asList().stream().map(JsonElement::getAsString).toList();
  }

  private static JsonObject texts() {
    try (InputStream in = Surveys.class.getResourceAsStream("surveys.json")) {
      String json = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString(json).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
