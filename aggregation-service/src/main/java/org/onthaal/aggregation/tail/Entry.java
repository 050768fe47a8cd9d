package org.onthaal.aggregation.tail;

/// One change of what counts, as the log tells it.
public sealed interface Entry {
  /// A rating was stored.
  record Submitted(RatingFacts facts) implements Entry {}

  /// A rating's answers changed.
  record Amended(RatingFacts before, RatingFacts after) implements Entry {}

  /// A rating was erased.
  record Erased(RatingFacts before) implements Entry {}

  /// A flag was set or cleared.
  record Reflagged(RatingFacts before, RatingFacts after) implements Entry {}

  /// Names, zones, hours or touchpoints changed.
  record CatalogueChanged(AdministrationFacts administration) implements Entry {}

  /// Something that this version cannot read.
  record Undecodable(String reason) implements Entry {}
}
