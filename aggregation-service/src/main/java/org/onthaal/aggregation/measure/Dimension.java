package org.onthaal.aggregation.measure;

/// What figures can be told apart by, in the order in which groups are sorted.
public enum Dimension {
  ADMINISTRATION,
  SERVICE,
  CHANNEL,
  TOUCHPOINT,
  LANGUAGE,
  QUESTION
}
