package org.onthaal.e2e;

import java.nio.file.Path;
import java.util.Locale;
import org.onthaal.testkit.ReferenceData;

/// The files of real ratings.
public enum RealRatings {
  SFO_2014(51_661, "America/Los_Angeles"),
  SFO_2015(54_628, "America/Los_Angeles"),
  SFO_2017(53_093, "America/Los_Angeles"),
  GP_FFT(3_882, "Europe/London");

  private final int rows;
  private final String zone;

  RealRatings(int rows, String zone) {
    this.rows = rows;
    this.zone = zone;
  }

  /// The number of its records.
  public int rows() {
    return rows;
  }

  /// Where it stands.
  public Path path() {
    return ReferenceData.path("data/" + name().toLowerCase(Locale.ROOT) + ".csv.gz");
  }

  /// The number of its records, as the command line writes numbers.
  String shown() {
    return String.format(Locale.ROOT, "%,d", rows);
  }

  /// What a person types to import the file.
  String[] importCommand() {
    return new String[] {"import", path().toString(), "--create-missing", "--zone", zone};
  }
}
