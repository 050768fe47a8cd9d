package org.onthaal.aggregation.alert;

import java.util.Optional;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.RuleFile;
import org.onthaal.aggregation.rule.RuleSet;
import org.onthaal.aggregation.rule.RuleText;

/// Finds the rule that decided an alert, as it was then: its figures keep their meaning when the
/// file says something else by now, or nothing.
///
/// @param rules in force
public record DecidingRule(RuleSet rules, AlertStore store) {
  /// Empty for an alert that nothing in force decided and whose decisions were not kept.
  public Optional<Rule> of(AlertTransaction transaction, Alert alert) {
    Optional<Rule> named = rules.named(alert.subject().rule());
    Optional<String> text = store.decidingRule(transaction, alert.id());
    if (text.isEmpty() || named.map(RuleText::of).equals(text)) {
      return named;
    }
    return switch (RuleFile.parse(text.get())) {
      case RuleFile.Valid valid -> valid.rules().named(alert.subject().rule());
      // Written before the file's grammar changed, or of a rule that no file may name.
      case RuleFile.Invalid _ -> named;
    };
  }
}
