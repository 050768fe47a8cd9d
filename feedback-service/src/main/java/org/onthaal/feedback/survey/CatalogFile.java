package org.onthaal.feedback.survey;

import java.io.StringReader;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.onthaal.feedback.survey.CatalogProblem.Kind;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/// Reads a catalogue document (YAML, docs/catalogue.md) against the catalogue as it is.
final class CatalogFile {
  /// Stops a document that would fill the memory before it is read.
  static final int DOCUMENT_CODE_POINTS_MAX = 8 * 1024 * 1024;

  private static final int NESTING_MAX = 20; // the deepest place of a correct document is 9

  // For what was stored: it names no administration.
  private static final ZoneRules NO_ZONES = new ZoneRules(ZoneOffset.UTC, _ -> false);

  private final SurveyCatalog current;
  private final ZoneRules zones;
  private final List<CatalogProblem> problems = new ArrayList<>();

  private CatalogFile(SurveyCatalog current, ZoneRules zones) {
    this.current = current;
    this.zones = zones;
  }

  /// What holds for the zones of administrations.
  ///
  /// @param standard of a new administration whose document names none
  /// @param areFixed tells of an administration's code whether ratings fix its zone
  record ZoneRules(ZoneId standard, Predicate<String> areFixed) {}

  /// What became of a document.
  sealed interface Reading {
    record Correct(CatalogChange change) implements Reading {}

    record Faulty(List<CatalogProblem> problems) implements Reading {
      public Faulty {
        problems = problems.stream().sorted(Comparator.comparingInt(CatalogProblem::line)).toList();
      }
    }
  }

  static Reading read(String yaml, SurveyCatalog current, ZoneRules zones) {
    return new CatalogFile(current, zones).read(yaml);
  }

  /// A survey version as it was stored; it was correct when it was written.
  static Survey storedSurvey(String document) {
    CatalogFile file = new CatalogFile(CatalogSnapshot.EMPTY, NO_ZONES);
    Optional<Survey> survey =
        file.compose(document).flatMap(root -> new SurveySection(file.current).survey(root));
    if (survey.isEmpty() || !file.problems.isEmpty()) {
      throw new IllegalStateException("stored survey cannot be read: " + file.problems);
    }
    return survey.get();
  }

  /// Texts by language as they were stored.
  static Map<Language, String> storedTexts(String json) {
    return stored(json).texts();
  }

  /// Opening hours as they were stored.
  static List<OpeningHours> storedHours(String json) {
    return OpeningHoursSection.read(stored(json));
  }

  private static CatalogNode stored(String json) {
    CatalogFile file = new CatalogFile(CatalogSnapshot.EMPTY, NO_ZONES);
    return file.compose(json)
        .orElseThrow(() -> new IllegalStateException("stored text cannot be read: " + json));
  }

  private Reading read(String yaml) {
    Optional<CatalogNode> root = compose(yaml);
    if (root.isEmpty()) {
      return new Reading.Faulty(problems);
    }
    Map<String, CatalogNode> fields = root.get().fields(Set.of("surveys", "administrations"));
    SurveySection surveys = new SurveySection(current);
    Optional.ofNullable(fields.get("surveys")).ifPresent(surveys::read);
    AdministrationSection administrations = new AdministrationSection(current, surveys, zones);
    Optional.ofNullable(fields.get("administrations")).ifPresent(administrations::read);
    surveys.checkLanguagesOf(administrations.untouched());
    if (!problems.isEmpty()) {
      return new Reading.Faulty(problems);
    }
    return new Reading.Correct(administrations.change());
  }

  private Optional<CatalogNode> compose(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(DOCUMENT_CODE_POINTS_MAX);
    options.setNestingDepthLimit(NESTING_MAX);
    try {
      Node root = new Yaml(options).compose(new StringReader(yaml));
      if (root == null) {
        problems.add(new CatalogProblem(1, "", Kind.MISSING, "surveys, administrations or both"));
        return Optional.empty();
      }
      return Optional.of(new CatalogNode(root, "", problems));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.add(
          new CatalogProblem(line, "", Kind.MALFORMED, "YAML; found: " + oneLine(e.getProblem())));
    } catch (YAMLException e) {
      problems.add(
          new CatalogProblem(1, "", Kind.MALFORMED, "YAML; found: " + oneLine(e.getMessage())));
    }
    return Optional.empty();
  }

  private static String oneLine(@org.jspecify.annotations.Nullable String message) {
    return message == null ? "no document" : message.lines().findFirst().orElse("no document");
  }
}
