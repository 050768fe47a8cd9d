package org.onthaal.aggregation.rule;

/// How bad it is when a rule fires; people route by it, the machine treats all alike.
public enum Severity {
  INFO,
  WARNING,
  CRITICAL
}
