package org.onthaal.feedback.survey;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.onthaal.feedback.survey.CatalogProblem.Kind;

/// The touchpoints of a catalogue document. A key stays with its service for good.
final class TouchpointSection {
  private static final Set<String> FIELDS =
      Set.of("key", "names", "channels", "default-channel", "languages", "survey", "retired");

  private final SurveyCatalog current;
  private final SurveySection surveys;
  private final Set<String> seen = new HashSet<>();
  private final List<Touchpoint> changed = new ArrayList<>();
  private int added;

  TouchpointSection(SurveyCatalog current, SurveySection surveys) {
    this.current = current;
    this.surveys = surveys;
  }

  List<Touchpoint> changed() {
    return changed;
  }

  int added() {
    return added;
  }

  List<Touchpoint> untouched() {
    return current.administrations().stream()
        .flatMap(administration -> current.services(administration.code()).stream())
        .flatMap(service -> current.touchpoints(service.administration(), service.code()).stream())
        .filter(touchpoint -> !seen.contains(touchpoint.key()))
        .toList();
  }

  void read(CatalogNode list, String administration, String service) {
    list.items().forEach(item -> touchpoint(item, administration, service));
  }

  private void touchpoint(CatalogNode node, String administration, String service) {
    Map<String, CatalogNode> fields = node.fields(FIELDS);
    Optional<String> key =
        SurveySection.required(node, fields, "key")
            .flatMap(field ->
                field.value(
                    Kind.INVALID,
                    "3 to 64 of a-z, 0-9 and -",
                    text -> Optional.of(text).filter(Touchpoint::isKey)));
    if (key.isPresent() && !seen.add(key.get())) {
      node.problem("key", Kind.INVALID, "a key that no other touchpoint of the document has");
    }
    Optional<Touchpoint> before = key.flatMap(current::touchpoint);
    before
        .filter(known -> !isAt(known, administration, service))
        .ifPresent(known ->
            node.problem(
                "key",
                Kind.INVALID,
                "a new key: this one belongs to service %s of %s for good"
                    .formatted(known.service(), known.administration())));
    Optional<Touchpoint> after =
        merged(node, fields, before, List.of(key.orElse(""), administration, service));
    if (after.isPresent() && (before.isEmpty() || !before.get().equals(after.get()))) {
      changed.add(after.get());
      added += before.isEmpty() ? 1 : 0;
    }
  }

  private static boolean isAt(Touchpoint known, String administration, String service) {
    return known.administration().equals(administration) && known.service().equals(service);
  }

  /// @param identity key, administration and service
  private Optional<Touchpoint> merged(
      CatalogNode node,
      Map<String, CatalogNode> fields,
      Optional<Touchpoint> before,
      List<String> identity) {
    Map<Language, String> names =
        AdministrationSection.names(node, fields, before.map(Touchpoint::names).orElse(Map.of()));
    Set<Channel> channels = channels(fields, before);
    Optional<Channel> first = defaultChannel(node, fields, before, channels);
    List<Language> languages = languages(fields, before);
    String survey = survey(node, fields, before, languages);
    boolean retired =
        Optional.ofNullable(fields.get("retired"))
            .flatMap(CatalogNode::truth)
            .orElse(before.map(Touchpoint::retired).orElse(false));
    if (identity.contains("") || first.isEmpty() || languages.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Touchpoint(
            identity.get(0),
            identity.get(1),
            identity.get(2),
            names,
            channels,
            first.get(),
            languages,
            survey,
            retired));
  }

  private static Set<Channel> channels(
      Map<String, CatalogNode> fields, Optional<Touchpoint> before) {
    CatalogNode field = fields.get("channels");
    if (field == null) {
      return before.map(Touchpoint::channels).orElse(EnumSet.of(Channel.WEB));
    }
    // In the order of the document: the first one is the default.
    Set<Channel> channels = new LinkedHashSet<>();
    List<CatalogNode> items = field.items();
    if (items.isEmpty()) {
      field.problem(Kind.INVALID, "at least one channel");
    }
    items.forEach(item -> channel(item).ifPresent(channels::add));
    return channels;
  }

  private static Optional<Channel> channel(CatalogNode node) {
    return node.value(
        Kind.INVALID,
        "one of " + Stream.of(Channel.values()).map(Channel::name).toList(),
        text -> Stream.of(Channel.values()).filter(one -> one.name().equals(text)).findFirst());
  }

  private static Optional<Channel> defaultChannel(
      CatalogNode node,
      Map<String, CatalogNode> fields,
      Optional<Touchpoint> before,
      Set<Channel> channels) {
    CatalogNode field = fields.get("default-channel");
    if (field == null) {
      return before
          .map(Touchpoint::defaultChannel)
          .filter(channels::contains)
          .or(() -> channels.stream().findFirst());
    }
    Optional<Channel> named = channel(field);
    if (named.isPresent() && !channels.contains(named.get())) {
      node.problem("default-channel", Kind.INVALID, "one of the touchpoint's channels " + channels);
      return Optional.empty();
    }
    return named;
  }

  private static List<Language> languages(
      Map<String, CatalogNode> fields, Optional<Touchpoint> before) {
    CatalogNode field = fields.get("languages");
    if (field == null) {
      return before.map(Touchpoint::languages).orElse(Language.REQUIRED);
    }
    List<Language> languages = new ArrayList<>();
    List<CatalogNode> items = field.items();
    if (items.isEmpty()) {
      field.problem(Kind.INVALID, "at least one language");
    }
    for (CatalogNode item : items) {
      Optional<Language> language = item.language();
      if (language.isPresent() && languages.contains(language.get())) {
        item.problem(Kind.INVALID, "each language once");
      } else {
        language.ifPresent(languages::add);
      }
    }
    return languages;
  }

  private String survey(
      CatalogNode node,
      Map<String, CatalogNode> fields,
      Optional<Touchpoint> before,
      List<Language> languages) {
    String code =
        Optional.ofNullable(fields.get("survey"))
            .flatMap(CatalogNode::text)
            .orElse(before.map(Touchpoint::survey).orElse(Survey.BUILT_IN));
    Optional<Survey> asked = surveys.newest(code);
    if (asked.isEmpty()) {
      if (!surveys.isNamed(code)) {
        node.problem(
            "survey", Kind.INVALID, "a survey of this document or of the catalogue: " + code);
      }
      return code;
    }
    languages.stream()
        .filter(language -> !SurveySection.languages(asked.get()).contains(language))
        .forEach(language ->
            node.problem(
                "languages",
                Kind.INVALID,
                "languages in which survey %s has every text, not %s".formatted(code, language)));
    return code;
  }
}
