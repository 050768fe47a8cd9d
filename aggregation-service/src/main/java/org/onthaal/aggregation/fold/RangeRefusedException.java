package org.onthaal.aggregation.fold;

/// The range cannot be answered exactly, and a rounded answer would be wrong.
public final class RangeRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Why.
  public enum Refusal {
    /// It does not begin and end on whole hours, and minutes are no longer kept for it.
    RANGE_NOT_ON_THE_HOUR,
    /// Its zone's offset is not a whole number of hours, and minutes are no longer kept for it.
    ZONE_NOT_WHOLE_HOUR,
    /// More rows than the limit.
    TOO_MANY_ROWS,
    /// It does not begin and end with a day, and only days are kept.
    RANGE_NOT_WHOLE_DAYS,
    /// Its days are not those of an administration that it reaches, and only days are kept.
    ZONE_OF_ANOTHER
  }

  private final Refusal refusal;

  public RangeRefusedException(Refusal refusal, String message) {
    super(message);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
