package org.onthaal.feedback.survey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.onthaal.feedback.survey.CatalogProblem.Kind;

/// The surveys of a catalogue document. A version that exists may be repeated, never changed.
final class SurveySection {
  private static final int CONTEXT_KEYS_MAX = 10; // what a page knows of a contact, not of a person
  private static final Pattern CONTEXT_KEY = Pattern.compile("[a-z][a-z0-9-]{0,39}");

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
            .flatMap(question -> Stream.concat(Stream.of(question.texts()), answers(question))));
  }

  private static Stream<Map<Language, String>> answers(Question question) {
    return switch (question) {
      case ScaleQuestion scale -> scale.points().stream();
      case ChoiceQuestion choice -> choice.choices().stream().map(Choice::texts);
    };
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

  // Answers to one code are counted together in every version.
  private void checkMetrics(Survey survey, CatalogNode place) {
    Optional<Survey> before = newest(survey.code());
    for (Question question : survey.questions()) {
      before
          .flatMap(old -> old.question(question.code()))
          .filter(old -> !metric(old).equals(metric(question)))
          .ifPresent(old ->
              place.problem(
                  "questions." + question.code(),
                  Kind.INVALID,
                  metric(old).map(Metric::name).orElse("choices")
                      + ", the metric of earlier versions; or another code"));
    }
  }

  private static Optional<Metric> metric(Question question) {
    return switch (question) {
      case ScaleQuestion scale -> Optional.of(scale.metric());
      case ChoiceQuestion _ -> Optional.empty();
    };
  }

  Optional<Survey> survey(CatalogNode node) {
    Map<String, CatalogNode> fields =
        node.fields(
            Set.of("code", "version", "questions", "comment-label", "thanks", "context-keys"));
    Optional<String> code = required(node, fields, "code").flatMap(CatalogNode::code);
    Optional<Integer> version =
        required(node, fields, "version")
            .flatMap(field -> field.value(Kind.INVALID, "1, 2, 3 …", SurveySection::version));
    Map<Language, String> label = texts(node, fields, "comment-label");
    Map<Language, String> thanks = texts(node, fields, "thanks");
    List<Question> questions =
        required(node, fields, "questions").map(QuestionSection::read).orElse(List.of());
    List<String> contextKeys =
        Optional.ofNullable(fields.get("context-keys"))
            .map(SurveySection::contextKeys)
            .orElse(List.of());
    if (code.isPresent()) {
      places.putIfAbsent(code.get(), node);
    }
    if (code.isEmpty() || version.isEmpty() || questions.isEmpty()) {
      return Optional.empty();
    }
    Survey survey = new Survey(code.get(), version.get(), questions, label, thanks, contextKeys);
    checkFurtherLanguages(survey, node);
    return Optional.of(survey);
  }

  private static List<String> contextKeys(CatalogNode list) {
    List<CatalogNode> items = list.items();
    if (items.size() > CONTEXT_KEYS_MAX) {
      list.problem(Kind.INVALID, "at most " + CONTEXT_KEYS_MAX + " keys");
    }
    List<String> keys = new ArrayList<>();
    for (CatalogNode item : items) {
      item.value(
              Kind.INVALID,
              "[a-z][a-z0-9-]{0,39}, each once",
              text ->
                  Optional.of(text)
                      .filter(key -> CONTEXT_KEY.matcher(key).matches() && !keys.contains(key)))
          .ifPresent(keys::add);
    }
    return keys;
  }

  private static Optional<Integer> version(String text) {
    return text.matches("[1-9]\\d{0,5}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  static Map<Language, String> texts(
      CatalogNode node, Map<String, CatalogNode> fields, String name) {
    return required(node, fields, name).map(SurveySection::completeTexts).orElse(Map.of());
  }

  static Map<Language, String> completeTexts(CatalogNode node) {
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
