package org.onthaal.aggregation.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.rule.Watch.Selection;

/// A rule file: YAML to rules, or everything that is wrong with it.
public sealed interface RuleFile {
  /// The file can be used.
  record Valid(RuleSet rules) implements RuleFile {}

  /// The file has problems, in order of line; nothing of it is used.
  record Invalid(List<FileProblem> problems) implements RuleFile {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  static RuleFile parse(String yaml) {
    FileProblems problems = new FileProblems();
    Optional<Said> said = YamlFile.read(yaml, problems).map(RuleFile::said);
    return said.isPresent() && problems.all().isEmpty()
        ? new Valid(new RuleSet(said.get().rules(), said.get().budget()))
        : new Invalid(problems.all());
  }

  /// What a file says, with or without mistakes: two rules may have one name.
  private record Said(List<Rule> rules, Optional<FleetBudget> budget) {}

  private static Said said(YamlSection file) {
    file.require("rules", "a list of rules");
    Optional<FleetBudget> budget =
        file.section("budget").flatMap(section -> new BudgetReader(section).budget());
    List<Rule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlSection section : file.sections("rules")) {
      new RuleReader(section, names, budget).rule().ifPresent(rules::add);
    }
    file.refuseOthers();
    return new Said(rules, budget);
  }

  /// Reads the keys that every kind of rule has.
  final class WatchReader {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private final YamlSection section;
    private final Set<String> names;

    WatchReader(YamlSection section, Set<String> names) {
      this.section = section;
      this.names = names;
    }

    Optional<Watch> watch() {
      section.require(
          "name", "a name of letters, digits, dots, dashes and underscores, at most 64 characters");
      Optional<String> name = section.text("name");
      if (name.isPresent() && !name.get().matches(NAME)) {
        section.refuse(
            "name", "letters, digits, dots, dashes and underscores, at most 64 characters");
      } else if (name.isPresent() && !names.add(name.get())) {
        section.refuse("name", "a name that no other rule of the file has");
      }
      Severity severity = section.word("severity", Severity.class).orElse(Severity.WARNING);
      List<Dimension> by = section.wordList("by", Dimension.class);
      Selection where = section.section("where").map(SelectionReader::read).orElse(Selection.ALL);
      Hold hold = new Hold(length("for"), length("keep-firing-for"));
      return name.map(text -> new Watch(text, severity, by, where, hold));
    }

    private Duration length(String key) {
      return section.duration(key).orElse(Duration.ZERO);
    }
  }
}
