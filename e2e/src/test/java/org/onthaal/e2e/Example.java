package org.onthaal.e2e;

/// Places of the Brussels example catalogue that the tests rate.
public final class Example {
  /// A touchpoint on the web, with the satisfaction survey.
  public static final String TOUCHPOINT = "parking-permit";

  /// A counter with a kiosk.
  public static final String KIOSK = "senne-population-counter";

  /// The service of the counter.
  public static final String KIOSK_SERVICE = "population-desk";

  private Example() {}
}
