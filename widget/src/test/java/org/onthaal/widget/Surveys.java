package org.onthaal.widget;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Surveys as the service tells them, by the key of the touchpoint.
final class Surveys {
  private static final Map<String, List<String>> SATISFIED =
      Map.of(
          "fr",
              List.of(
                  "Très insatisfait(e)",
                  "Insatisfait(e)",
                  "Ni satisfait(e) ni insatisfait(e)",
                  "Satisfait(e)",
                  "Très satisfait(e)"),
          "nl",
              List.of(
                  "Zeer ontevreden",
                  "Ontevreden",
                  "Niet tevreden en niet ontevreden",
                  "Tevreden",
                  "Zeer tevreden"),
          "de",
              List.of(
                  "Sehr unzufrieden",
                  "Unzufrieden",
                  "Weder zufrieden noch unzufrieden",
                  "Zufrieden",
                  "Sehr zufrieden"),
          "en",
              List.of(
                  "Very dissatisfied",
                  "Dissatisfied",
                  "Neither satisfied nor dissatisfied",
                  "Satisfied",
                  "Very satisfied"),
          "ar", List.of("غير راضٍ إطلاقًا", "غير راضٍ", "محايد", "راضٍ", "راضٍ جدًا"));
  private static final Map<String, String> THANKS =
      Map.of(
          "fr", "Votre avis est enregistré.",
          "nl", "Uw mening is bewaard.",
          "de", "Ihre Bewertung ist gespeichert.",
          "en", "Your rating is stored.",
          "ar", "تم حفظ تقييمك.");

  private Surveys() {}

  /// - `parking-permit`: satisfaction, then reasons for the dissatisfied, ease for everybody, a
  ///   comment.
  /// - `page`: was it useful; nothing else.
  /// - `recommend`: 0 to 10 and "I don't know".
  /// - `older`: satisfaction from a service that knows neither choices, hints nor context.
  static String survey(String key, String wanted) {
    String language = SATISFIED.containsKey(wanted) ? wanted : "fr";
    List<String> labels = SATISFIED.getOrDefault(language, List.of());
    Map<String, Object> core = scale("overall", "CSAT", 1, labels);
    Map<String, Object> survey = new HashMap<>();
    survey.put("touchpoint", key);
    survey.put("version", 3);
    survey.put("language", language);
    survey.put("languages", List.of("fr", "nl", "de", "en", "ar"));
    survey.put("thanks", THANKS.getOrDefault(language, ""));
    survey.put("commentLabel", key.equals("page") ? "" : "…? (" + language + ")");
    switch (key) {
      case "page" ->
          survey.put("questions", List.of(scale("useful", "THUMBS", 0, List.of("No", "Yes"))));
      case "recommend" ->
          survey.put(
              "questions",
              List.of(
                  scale(
                      "recommend",
                      "NPS",
                      0,
                      IntStream.rangeClosed(0, 10).mapToObj(String::valueOf).toList())));
      case "older" -> survey.put("questions", List.of(core));
      default -> {
        survey.put("contextKeys", List.of("page", "release"));
        survey.put("hintsAccepted", true);
        survey.put(
            "questions",
            List.of(
                core,
                reasons(),
                scale("ease", "CES", 1, List.of("1", "2", "3", "4", "5", "6", "7"))));
      }
    }
    return new Gson().toJson(survey);
  }

  private static Map<String, Object> scale(
      String code, String metric, int lowest, List<String> labels) {
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
        code + "?",
        "points",
        points,
        "dontKnowOffered",
        !metric.equals("CSAT"),
        "choices",
        List.of());
  }

  private static Map<String, Object> reasons() {
    return Map.of(
        "code",
        "reasons",
        "text",
        "Why?",
        "points",
        List.of(),
        "severalAllowed",
        true,
        "choices",
        List.of(
            Map.of("code", "waiting", "label", "Waiting"),
            Map.of("code", "staff", "label", "Staff")),
        "askedWhen",
        Map.of("question", "", "scores", List.of(1, 2)));
  }
}
