package org.onthaal.aggregation.configure;

import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.door.Violations;
import org.onthaal.aggregation.rule.FileProblem;
import org.onthaal.aggregation.rule.RuleFile;
import org.onthaal.aggregation.rule.RuleSet;
import org.onthaal.v1.Reason;

/// The text of a rule file as rules, or everything that is wrong with it in the words of the
/// contract.
public final class RuleViolations {
  private RuleViolations() {}

  /// Rules where nothing is wrong; otherwise what is, added to the violations.
  ///
  /// @param field that carries the text
  public static Optional<RuleSet> read(String field, String yaml, Violations violations) {
    if (yaml.isBlank()) {
      violations.add(field, Reason.MISSING, "a rule file, as docs/rules.md describes it");
      return Optional.empty();
    }
    return switch (RuleFile.parse(yaml)) {
      case RuleFile.Valid(RuleSet rules) -> Optional.of(rules);
      case RuleFile.Invalid(List<FileProblem> problems) -> {
        for (FileProblem problem : problems) {
          String place = problem.line() > 0 ? "line " + problem.line() + ": " : "";
          String found = problem.found().isEmpty() ? "" : ", found " + problem.found();
          violations.add(place + problem.path(), Reason.INVALID, problem.expected() + found);
        }
        yield Optional.empty();
      }
    };
  }
}
