package org.onthaal.standalone.ratingfile;

import java.util.List;

/// One record of a CSV file.
///
/// Fields are byte strings (one `char` per byte, 0 to 255), so that a record with bytes that are
/// not UTF-8 can be written back exactly as it was.
///
/// @param number counts records from 1, the header not included, empty lines neither
/// @param line of the file, from 1, where the record begins
/// @param fault why the record could not be split, or empty
public record CsvRecord(long number, long line, List<String> fields, String fault) {
  public CsvRecord {
    fields = List.copyOf(fields);
  }

  boolean isBroken() {
    return !fault.isEmpty();
  }
}
