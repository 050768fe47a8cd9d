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
    Optional<YamlSection> file = YamlFile.read(yaml, problems);
    Optional<FleetBudget> budget =
        file.flatMap(known -> known.section("budget"))
            .flatMap(section -> new BudgetReader(section).budget());
    List<Rule> rules = file.map(known -> rules(known, budget)).orElse(List.of());
    return file.isPresent() && problems.all().isEmpty()
        ? new Valid(new RuleSet(rules, budget))
        : new Invalid(problems.all());
  }

  /// With or without mistakes: two of them may have one name.
  private static List<Rule> rules(YamlSection file, Optional<FleetBudget> budget) {
    file.require("rules", "a list of rules");
    List<Rule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlSection section : file.sections("rules")) {
      new RuleReader(section, names, budget).rule().ifPresent(rules::add);
    }
    file.refuseOthers();
    return rules;
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
