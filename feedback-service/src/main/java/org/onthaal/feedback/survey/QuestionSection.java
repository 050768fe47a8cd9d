package org.onthaal.feedback.survey;

import static org.onthaal.feedback.survey.SurveySection.required;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.onthaal.feedback.survey.CatalogProblem.Kind;

/// The questions of one survey of a catalogue document.
final class QuestionSection {
  private static final int QUESTIONS_MAX = 20; // answers that one rating may carry
  private static final int CHOICES_MIN = 2;
  private static final int CHOICES_MAX = 20; // more are not read before one is chosen

  private static final Set<String> FIELDS =
      Set.of(
          "code",
          "metric",
          "text",
          "points",
          "dont-know-offered",
          "choices",
          "several-allowed",
          "asked-when");

  // By code, those before the one that is read; empty where one could not be read.
  private final Map<String, Optional<Question>> earlier = new HashMap<>();
  private final List<Question> questions = new ArrayList<>();
  private Optional<ScaleQuestion> core = Optional.empty();

  private QuestionSection() {}

  /// Those that can be read; none where the core question cannot.
  static List<Question> read(CatalogNode list) {
    QuestionSection section = new QuestionSection();
    List<CatalogNode> items = list.items();
    if (items.isEmpty() || items.size() > QUESTIONS_MAX) {
      list.problem(Kind.INVALID, "1 to " + QUESTIONS_MAX + " questions");
    }
    for (int i = 0; i < items.size(); i++) {
      section.add(items.get(i), i == 0);
    }
    return section.core.isPresent() ? section.questions : List.of();
  }

  private void add(CatalogNode node, boolean isCore) {
    Map<String, CatalogNode> fields = node.fields(FIELDS);
    Optional<String> code = required(node, fields, "code").flatMap(CatalogNode::code);
    Optional<Question> question =
        fields.containsKey("choices")
            ? choiceQuestion(node, fields, code)
            : scaleQuestion(node, fields, code);
    if (isCore) {
      refuseInCore(fields);
      core =
          question
              .filter(one -> one.askedWhen().isEmpty())
              .filter(ScaleQuestion.class::isInstance)
              .map(ScaleQuestion.class::cast);
    }
    code.ifPresent(name -> {
      if (earlier.putIfAbsent(name, question) != null) {
        node.problem("code", Kind.INVALID, "a code that no other question of the survey has");
      }
    });
    question.ifPresent(questions::add);
  }

  private static void refuseInCore(Map<String, CatalogNode> fields) {
    for (String name : List.of("choices", "asked-when")) {
      Optional.ofNullable(fields.get(name))
          .ifPresent(field ->
              field.problem(
                  Kind.INVALID, "a first question that has a scale and is asked of everyone"));
    }
  }

  private Optional<Question> scaleQuestion(
      CatalogNode node, Map<String, CatalogNode> fields, Optional<String> code) {
    Optional<Metric> metric =
        required(node, fields, "metric")
            .flatMap(field ->
                field.value(Kind.INVALID, "CSAT, NPS, CES or THUMBS", QuestionSection::metric));
    Map<Language, String> text = SurveySection.texts(node, fields, "text");
    Optional<List<Map<Language, String>>> points =
        required(node, fields, "points").map(list -> points(list, metric));
    boolean dontKnow = truth(fields, "dont-know-offered");
    refuse(fields, "several-allowed", "choices beside it");
    Optional<AskedWhen> askedWhen = askedWhen(fields);
    if (code.isEmpty()
        || metric.isEmpty()
        || points.isEmpty()
        || points.get().size() != metric.get().points()) {
      return Optional.empty();
    }
    return Optional.of(
        new ScaleQuestion(code.get(), metric.get(), text, points.get(), dontKnow, askedWhen));
  }

  private Optional<Question> choiceQuestion(
      CatalogNode node, Map<String, CatalogNode> fields, Optional<String> code) {
    Map<Language, String> text = SurveySection.texts(node, fields, "text");
    Optional<List<Choice>> choices =
        Optional.ofNullable(fields.get("choices")).map(QuestionSection::choices);
    boolean several = truth(fields, "several-allowed");
    for (String name : List.of("metric", "points", "dont-know-offered")) {
      refuse(fields, name, "either choices or a scale");
    }
    Optional<AskedWhen> askedWhen = askedWhen(fields);
    return code.isPresent() && choices.isPresent() && !choices.get().isEmpty()
        ? Optional.of(new ChoiceQuestion(code.get(), text, choices.get(), several, askedWhen))
        : Optional.empty();
  }

  private static void refuse(Map<String, CatalogNode> fields, String name, String expected) {
    Optional.ofNullable(fields.get(name)).ifPresent(field -> field.problem(Kind.INVALID, expected));
  }

  private static boolean truth(Map<String, CatalogNode> fields, String name) {
    return Optional.ofNullable(fields.get(name)).flatMap(CatalogNode::truth).orElse(false);
  }

  private static Optional<Metric> metric(String text) {
    return Stream.of(Metric.values()).filter(metric -> metric.name().equals(text)).findFirst();
  }

  private static List<Map<Language, String>> points(CatalogNode list, Optional<Metric> metric) {
    List<CatalogNode> items = list.items();
    metric
        .filter(known -> known.points() != items.size())
        .ifPresent(known ->
            list.problem(
                Kind.INVALID,
                "%d points for %s, lowest score (%d) first"
                    .formatted(known.points(), known, known.lowest())));
    return items.stream().map(SurveySection::completeTexts).toList();
  }

  private static List<Choice> choices(CatalogNode list) {
    List<CatalogNode> items = list.items();
    if (items.size() < CHOICES_MIN || items.size() > CHOICES_MAX) {
      list.problem(Kind.INVALID, CHOICES_MIN + " to " + CHOICES_MAX + " choices");
    }
    Set<String> codes = new HashSet<>();
    List<Choice> choices = new ArrayList<>();
    for (CatalogNode item : items) {
      Map<String, CatalogNode> fields = item.fields(Set.of("code", "text"));
      Optional<String> code =
          required(item, fields, "code")
              .flatMap(field ->
                  field.value(
                      Kind.INVALID,
                      "1 to 64 of a-z, 0-9 and -",
                      text -> Optional.of(text).filter(Choice::isCode)));
      Map<Language, String> text = SurveySection.texts(item, fields, "text");
      code.ifPresent(name -> {
        if (!codes.add(name)) {
          item.problem("code", Kind.INVALID, "a code that no other choice of the question has");
        }
        choices.add(new Choice(name, text));
      });
    }
    return choices;
  }

  private Optional<AskedWhen> askedWhen(Map<String, CatalogNode> fields) {
    return Optional.ofNullable(fields.get("asked-when")).flatMap(this::askedWhen);
  }

  private Optional<AskedWhen> askedWhen(CatalogNode node) {
    Map<String, CatalogNode> parts = node.fields(Set.of("question", "scores"));
    Optional<String> named = Optional.ofNullable(parts.get("question")).flatMap(CatalogNode::text);
    Optional<ScaleQuestion> question = named.isPresent() ? named(named.get(), parts) : core;
    Set<Integer> scores = new TreeSet<>();
    required(node, parts, "scores").ifPresent(list -> scores(list, question, scores));
    // Without a core question there is no survey, and that has been told.
    return question
        .filter(_ -> !scores.isEmpty())
        .map(known -> new AskedWhen(known.code(), List.copyOf(scores)));
  }

  private Optional<ScaleQuestion> named(String code, Map<String, CatalogNode> parts) {
    Optional<Question> known = earlier.getOrDefault(code, Optional.empty());
    boolean isFaulty = earlier.containsKey(code) && known.isEmpty();
    if (!isFaulty && !(known.orElse(null) instanceof ScaleQuestion)) {
      refuse(parts, "question", "the code of a question before this one that has a scale");
    }
    return known.filter(ScaleQuestion.class::isInstance).map(ScaleQuestion.class::cast);
  }

  private static void scores(
      CatalogNode list, Optional<ScaleQuestion> question, Set<Integer> scores) {
    List<CatalogNode> items = list.items();
    if (items.isEmpty()) {
      list.problem(Kind.INVALID, "at least one score");
    }
    for (CatalogNode item : items) {
      String expected =
          question
              .map(ScaleQuestion::metric)
              .map(metric -> "%d to %d, each once".formatted(metric.lowest(), metric.highest()))
              .orElse("scores of the scale, each once");
      Optional<Integer> score =
          item.value(
              Kind.INVALID,
              expected,
              text ->
                  Optional.of(text)
                      .filter(number -> number.matches("\\d{1,2}"))
                      .map(Integer::valueOf)
                      .filter(
                          number -> question.isEmpty() || question.get().metric().accepts(number)));
      score
          .filter(number -> !scores.add(number))
          .ifPresent(_ -> item.problem(Kind.INVALID, expected));
    }
  }
}
