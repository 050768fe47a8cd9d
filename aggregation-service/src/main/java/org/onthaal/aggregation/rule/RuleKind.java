package org.onthaal.aggregation.rule;

/// The word after `kind:` in the rule file.
public enum RuleKind {
  THRESHOLD,
  DECLINE,
  DROP,
  ABSENCE,
  KIOSKS
}
