package org.onthaal.aggregation.rule;

import java.util.List;
import java.util.Optional;

/// The rules of one file, in its order; names are unique.
///
/// @param budget of its drop rules, where the file has one
public record RuleSet(List<Rule> rules, Optional<FleetBudget> budget) {
  public static final RuleSet EMPTY = new RuleSet(List.of());

  public RuleSet {
    rules = List.copyOf(rules);
    long names = rules.stream().map(Rule::name).distinct().count();
    if (names != rules.size()) {
      throw new IllegalArgumentException("rules with equal names (expected: unique names)");
    }
  }

  public RuleSet(List<Rule> rules) {
    this(rules, Optional.empty());
  }

  public Optional<Rule> named(String name) {
    return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
  }
}
