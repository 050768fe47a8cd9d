package org.onthaal.aggregation.measure;

import java.util.Locale;

/// What figures can be told apart by, in the order in which groups are sorted.
public enum Dimension {
  ADMINISTRATION,
  SERVICE,
  CHANNEL,
  TOUCHPOINT,
  LANGUAGE,
  QUESTION;

  /// Its word in the contract's parameters, files, labels and columns: `administration`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
