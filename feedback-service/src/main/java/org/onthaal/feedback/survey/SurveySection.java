package org.onthaal.feedback.survey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.onthaal.feedback.survey.CatalogProblem.Kind;

/// The surveys of a catalogue document. A version that exists may be repeated, never changed.
final class SurveySection {
  private static final int QUESTIONS_MAX = 20; // answers that one rating may carry

  private final SurveyCatalog current;
  private final Map<String, Survey> newest = new LinkedHashMap<>();
  private final Map<String, CatalogNode> places = new HashMap<>();
  private final List<Survey> added = new ArrayList<>();

  SurveySection(SurveyCatalog current) {
    this.current = current;
  }

  void read(CatalogNode list) {
    for (CatalogNode item : list.items()) {
      survey(item).ifPresent(survey -> add(survey, item));
    }
  }

  /// New versions, in the order of the document.
  List<Survey> added() {
    return added;
  }

  /// The version that will be asked once the document is applied.
  Optional<Survey> newest(String code) {
    return Optional.ofNullable(newest.get(code)).or(() -> current.newest(code));
  }

  /// Whether the document names a survey, however badly: then a reference to it is not dangling.
  boolean isNamed(String code) {
    return places.containsKey(code);
  }

  /// Touchpoints that the document leaves alone must find their languages in a new version too.
  void checkLanguagesOf(List<Touchpoint> untouched) {
    for (Survey survey : added) {
      Set<Language> missing = new TreeSet<>();
      untouched.stream()
          .filter(touchpoint -> touchpoint.survey().equals(survey.code()) && !touchpoint.retired())
          .forEach(touchpoint -> missing.addAll(touchpoint.languages()));
      missing.removeAll(languages(survey));
      CatalogNode place = places.get(survey.code());
      if (!missing.isEmpty() && place != null) {
        place.problem(Kind.MISSING, "texts in " + missing + ", which its touchpoints ask in");
      }
    }
  }

  /// Languages in which a survey has every text.
  static Set<Language> languages(Survey survey) {
    Set<Language> languages = new TreeSet<>(survey.thanks().keySet());
    texts(survey).forEach(text -> languages.retainAll(text.keySet()));
    return languages;
  }

  private static Stream<Map<Language, String>> texts(Survey survey) {
    return Stream.concat(
        Stream.of(survey.commentLabels(), survey.thanks()),
        survey.questions().stream()
            .flatMap(question ->
                Stream.concat(Stream.of(question.texts()), question.points().stream())));
  }

  private void add(Survey survey, CatalogNode place) {
    places.putIfAbsent(survey.code(), place);
    int last = newest(survey.code()).map(Survey::version).orElse(0);
    Optional<Survey> known = known(survey);
    if (known.isPresent() && known.get().equals(survey)) {
      return;
    }
    if (known.isPresent()) {
      place.problem(
          Kind.INVALID,
          "version %d of %s as it is, since a version never changes; or version %d"
              .formatted(survey.version(), survey.code(), last + 1));
    } else if (survey.version() != last + 1) {
      place.problem("version", Kind.INVALID, Integer.toString(last + 1));
    } else {
      checkMetrics(survey, place);
      newest.put(survey.code(), survey);
      added.add(survey);
    }
  }

  private Optional<Survey> known(Survey survey) {
    return added.stream()
        .filter(one -> one.code().equals(survey.code()) && one.version() == survey.version())
        .findFirst()
        .or(() -> current.survey(survey.code(), survey.version()));
  }

  private void checkMetrics(Survey survey, CatalogNode place) {
    newest(survey.code())
        .ifPresent(before ->
            survey
                .questions()
                .forEach(question ->
                    before
                        .question(question.code())
                        .filter(old -> old.metric() != question.metric())
                        .ifPresent(old ->
                            place.problem(
                                "questions." + question.code(),
                                Kind.INVALID,
                                old.metric()
                                    + ", the metric of earlier versions; or another code"))));
  }

  Optional<Survey> survey(CatalogNode node) {
    Map<String, CatalogNode> fields =
        node.fields(Set.of("code", "version", "questions", "comment-label", "thanks"));
    Optional<String> code = required(node, fields, "code").flatMap(CatalogNode::code);
    Optional<Integer> version =
        required(node, fields, "version")
            .flatMap(field -> field.value(Kind.INVALID, "1, 2, 3 …", SurveySection::version));
    Map<Language, String> label = texts(node, fields, "comment-label");
    Map<Language, String> thanks = texts(node, fields, "thanks");
    List<Question> questions = new ArrayList<>();
    required(node, fields, "questions").ifPresent(list -> readQuestions(list, questions));
    if (code.isPresent()) {
      places.putIfAbsent(code.get(), node);
    }
    if (code.isEmpty() || version.isEmpty() || questions.isEmpty()) {
      return Optional.empty();
    }
    Survey survey = new Survey(code.get(), version.get(), questions, label, thanks);
    checkFurtherLanguages(survey, node);
    return Optional.of(survey);
  }

  private static Optional<Integer> version(String text) {
    return text.matches("[1-9]\\d{0,5}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static void readQuestions(CatalogNode list, List<Question> questions) {
    List<CatalogNode> items = list.items();
    if (items.isEmpty() || items.size() > QUESTIONS_MAX) {
      list.problem(Kind.INVALID, "1 to " + QUESTIONS_MAX + " questions");
    }
    Set<String> codes = new HashSet<>();
    for (CatalogNode item : items) {
      question(item)
          .ifPresent(question -> {
            if (!codes.add(question.code())) {
              item.problem("code", Kind.INVALID, "a code that no other question of the survey has");
            }
            questions.add(question);
          });
    }
  }

  private static Optional<Question> question(CatalogNode node) {
    Map<String, CatalogNode> fields =
        node.fields(Set.of("code", "metric", "text", "points", "dont-know-offered"));
    Optional<String> code = required(node, fields, "code").flatMap(CatalogNode::code);
    Optional<Metric> metric =
        required(node, fields, "metric")
            .flatMap(field ->
                field.value(Kind.INVALID, "CSAT, NPS, CES or THUMBS", SurveySection::metric));
    Map<Language, String> text = texts(node, fields, "text");
    Optional<List<Map<Language, String>>> points =
        required(node, fields, "points").map(list -> points(list, metric));
    boolean dontKnow =
        Optional.ofNullable(fields.get("dont-know-offered"))
            .flatMap(CatalogNode::truth)
            .orElse(false);
    if (code.isEmpty()
        || metric.isEmpty()
        || points.isEmpty()
        || points.get().size() != metric.get().points()) {
      return Optional.empty();
    }
    return Optional.of(new Question(code.get(), metric.get(), text, points.get(), dontKnow));
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

  private static Map<Language, String> texts(
      CatalogNode node, Map<String, CatalogNode> fields, String name) {
    return required(node, fields, name).map(SurveySection::completeTexts).orElse(Map.of());
  }

  private static Map<Language, String> completeTexts(CatalogNode node) {
    Map<Language, String> texts = node.texts();
    for (Language language : Language.REQUIRED) {
      if (!texts.containsKey(language) && !node.has(language)) {
        node.problem(
            language.subtag(), Kind.MISSING, "the text in " + CatalogChange.spoken(language));
      }
    }
    return texts;
  }

  /// A further language is offered for the whole survey or not at all.
  private static void checkFurtherLanguages(Survey survey, CatalogNode node) {
    Set<Language> all = new TreeSet<>();
    texts(survey).forEach(text -> all.addAll(text.keySet()));
    all.removeAll(languages(survey));
    Language.REQUIRED.forEach(all::remove);
    for (Language language : all) {
      node.problem(Kind.MISSING, "every text of the survey in " + language + ", or none");
    }
  }

  static Optional<CatalogNode> required(
      CatalogNode node, Map<String, CatalogNode> fields, String name) {
    Optional<CatalogNode> field = Optional.ofNullable(fields.get(name));
    if (field.isEmpty() && !node.has(name)) {
      node.problem(name, Kind.MISSING, "this field");
    }
    return field;
  }
}
