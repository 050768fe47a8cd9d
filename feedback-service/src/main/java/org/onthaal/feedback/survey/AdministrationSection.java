package org.onthaal.feedback.survey;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onthaal.feedback.survey.CatalogProblem.Kind;

/// The administrations of a catalogue document with their services. A field that is absent keeps
/// its value where the thing exists, and is required where it does not.
final class AdministrationSection {
  private final SurveyCatalog current;
  private final SurveySection surveys;
  private final CatalogFile.ZoneRules zones;
  private final TouchpointSection touchpoints;
  private final List<Administration> administrations = new ArrayList<>();
  private final List<Service> services = new ArrayList<>();
  private int added;

  AdministrationSection(SurveyCatalog current, SurveySection surveys, CatalogFile.ZoneRules zones) {
    this.current = current;
    this.surveys = surveys;
    this.zones = zones;
    this.touchpoints = new TouchpointSection(current, surveys);
  }

  void read(CatalogNode list) {
    Set<String> seen = new HashSet<>();
    for (CatalogNode item : list.items()) {
      administration(item, seen);
    }
  }

  CatalogChange change() {
    return new CatalogChange(
        surveys.added(),
        administrations,
        services,
        touchpoints.changed(),
        added + surveys.added().size() + touchpoints.added());
  }

  /// Touchpoints of the catalogue that the document does not name.
  List<Touchpoint> untouched() {
    return touchpoints.untouched();
  }

  private void administration(CatalogNode node, Set<String> seen) {
    Map<String, CatalogNode> fields = node.fields(Set.of("code", "zone", "names", "services"));
    Optional<String> code = SurveySection.required(node, fields, "code").flatMap(CatalogNode::code);
    if (code.isPresent() && !seen.add(code.get())) {
      node.problem("code", Kind.INVALID, "each administration once in a document");
    }
    Optional<Administration> before = code.flatMap(current::administration);
    Optional<ZoneId> zone = zone(fields, before);
    Map<Language, String> names =
        names(node, fields, before.map(Administration::names).orElse(Map.of()));
    if (code.isPresent() && zone.isPresent()) {
      Administration after = new Administration(code.get(), zone.get(), names);
      if (before.isEmpty() || !before.get().equals(after)) {
        administrations.add(after);
        added += before.isEmpty() ? 1 : 0;
      }
    }
    Set<String> seenServices = new HashSet<>();
    Optional.ofNullable(fields.get("services"))
        .ifPresent(
            list -> list.items().forEach(item -> service(item, code.orElse(""), seenServices)));
  }

  private Optional<ZoneId> zone(Map<String, CatalogNode> fields, Optional<Administration> before) {
    CatalogNode field = fields.get("zone");
    if (field == null) {
      return Optional.of(before.map(Administration::zone).orElse(zones.standard()));
    }
    Optional<ZoneId> zone =
        field.value(
            Kind.ZONE_UNKNOWN,
            "an IANA time zone, as in Europe/Brussels",
            AdministrationSection::zone);
    Optional<Administration> moved =
        before.filter(known -> zone.isPresent() && !known.zone().equals(zone.get()));
    if (moved.isPresent() && zones.areFixed().test(moved.get().code())) {
      field.problem(
          Kind.INVALID, moved.get().zone() + ", since the administration already has ratings");
    }
    return zone;
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      // An offset such as +01:00 or a short form such as EST has no daylight-saving rules.
      return ZoneId.getAvailableZoneIds().contains(text)
          ? Optional.of(ZoneId.of(text))
          : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private void service(CatalogNode node, String administration, Set<String> seen) {
    Map<String, CatalogNode> fields =
        node.fields(Set.of("code", "names", "opening-hours", "touchpoints"));
    Optional<String> code = SurveySection.required(node, fields, "code").flatMap(CatalogNode::code);
    if (code.isPresent() && !seen.add(code.get())) {
      node.problem("code", Kind.INVALID, "each service once in its administration");
    }
    Optional<Service> before = code.flatMap(known -> current.service(administration, known));
    Map<Language, String> names = names(node, fields, before.map(Service::names).orElse(Map.of()));
    List<OpeningHours> hours =
        Optional.ofNullable(fields.get("opening-hours"))
            .map(OpeningHoursSection::read)
            .orElse(before.map(Service::openingHours).orElse(List.of()));
    if (code.isPresent()) {
      Service after = new Service(administration, code.get(), names, hours);
      if (before.isEmpty() || !before.get().equals(after)) {
        services.add(after);
        added += before.isEmpty() ? 1 : 0;
      }
    }
    Optional.ofNullable(fields.get("touchpoints"))
        .ifPresent(list -> touchpoints.read(list, administration, code.orElse("")));
  }

  /// Names given, names known, or a problem.
  static Map<Language, String> names(
      CatalogNode node, Map<String, CatalogNode> fields, Map<Language, String> before) {
    CatalogNode field = fields.get("names");
    if (field == null) {
      if (before.isEmpty()) {
        node.problem(
            "names", Kind.MISSING, "a name in at least one language, as in fr: Population");
      }
      return before;
    }
    Map<Language, String> names = field.texts();
    if (names.isEmpty()) {
      field.problem(Kind.MISSING, "a name in at least one language, as in fr: Population");
    }
    return names;
  }
}
