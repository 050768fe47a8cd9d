package org.onthaal.feedback.survey;

/// The example catalogue in memory, for tests without a database.
public final class ExampleCatalog {
  private ExampleCatalog() {}

  /// As a new installation has it.
  public static SurveyCatalog read() {
    SurveyCatalog builtIn =
        CatalogFileTest.applied(CatalogSnapshot.EMPTY, CatalogFileTest.resource("built-in"));
    return CatalogFileTest.applied(builtIn, CatalogFileTest.resource("brussels"));
  }
}
