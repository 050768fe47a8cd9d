package org.onthaal.aggregation.rule;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The rules of one file, in its order; names are unique.
///
/// @param budget of its drop rules, where the file has one
/// @param reserved ratings that only one of them judges
public record RuleSet(List<Rule> rules, Optional<FleetBudget> budget, Optional<Reserved> reserved) {
  public static final RuleSet EMPTY = new RuleSet(List.of());

  /// A touchpoint whose ratings are there for one rule, and must alarm nobody else.
  public record Reserved(String touchpoint, String rule) {}

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

  public RuleSet(List<Rule> rules, Optional<FleetBudget> budget) {
    this(rules, budget, Optional.empty());
  }

  /// These and one more, which alone judges a touchpoint.
  public RuleSet reserving(String touchpoint, Rule rule) {
    return new RuleSet(
        Stream.concat(rules.stream(), Stream.of(rule)).toList(),
        budget,
        Optional.of(new Reserved(touchpoint, rule.name())));
  }

  /// Whether a rule may look at ratings of a touchpoint.
  public boolean allows(Rule rule, String touchpoint) {
    return reserved.isEmpty()
        || !reserved.get().touchpoint().equals(touchpoint)
        || reserved.get().rule().equals(rule.name());
  }

  public Optional<Rule> named(String name) {
    return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
  }
}
