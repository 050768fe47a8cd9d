package org.onthaal.feedback.survey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A survey version as JSON, in the words of a catalogue document, so that one reader reads both.
final class SurveyDocument {
  private SurveyDocument() {}

  static String of(Survey survey) {
    return object(
        Map.of(
            "code", text(survey.code()),
            "version", Integer.toString(survey.version()),
            "questions", list(survey.questions(), SurveyDocument::question),
            "comment-label", texts(survey.commentLabels()),
            "thanks", texts(survey.thanks()),
            "context-keys", list(survey.contextKeys(), SurveyDocument::text)));
  }

  private static String question(Question question) {
    Map<String, String> fields = new HashMap<>();
    fields.put("code", text(question.code()));
    fields.put("text", texts(question.texts()));
    question.askedWhen().ifPresent(when -> fields.put("asked-when", askedWhen(when)));
    switch (question) {
      case ScaleQuestion scale -> {
        fields.put("metric", text(scale.metric().name()));
        fields.put("points", list(scale.points(), SurveyDocument::texts));
        fields.put("dont-know-offered", Boolean.toString(scale.dontKnowOffered()));
      }
      case ChoiceQuestion choice -> {
        fields.put("choices", list(choice.choices(), SurveyDocument::choice));
        fields.put("several-allowed", Boolean.toString(choice.severalAllowed()));
      }
    }
    return object(fields);
  }

  private static String choice(Choice choice) {
    return object(Map.of("code", text(choice.code()), "text", texts(choice.texts())));
  }

  private static String askedWhen(AskedWhen when) {
    return object(
        Map.of(
            "question", text(when.question()),
            "scores", list(List.copyOf(when.scores()), score -> Integer.toString(score))));
  }

  /// `{"fr": "…", "nl": "…"}`
  static String texts(Map<Language, String> texts) {
    return object(
        texts.entrySet().stream()
            .collect(Collectors.toMap(one -> one.getKey().subtag(), one -> text(one.getValue()))));
  }

  static String hours(List<OpeningHours> hours) {
    return list(
        hours,
        one ->
            object(
                Map.of(
                    "days", "[" + text(one.day().name()) + "]",
                    "opens", text(one.opensText()),
                    "closes", text(one.closesText()))));
  }

  private static <T> String list(List<T> values, Function<T, String> json) {
    return values.stream().map(json).collect(Collectors.joining(",", "[", "]"));
  }

  private static String object(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> text(field.getKey()) + ":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  // RFC 8259, 7: quotation mark and reverse solidus must be escaped. Texts of a catalogue have no
  // control characters.
  private static String text(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
