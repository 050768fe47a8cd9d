package org.onthaal.standalone.transfer;

import java.util.Locale;

/// How an import ended, in lines of the file.
///
/// @param dontKnow of the lines that are stored, those without a score
public record ImportSummary(long added, long alreadyThere, long dontKnow, long rejected) {
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d new, %,d already there, %,d rejected%s",
        added,
        alreadyThere,
        rejected,
        dontKnow == 0
            ? ""
            : String.format(Locale.ROOT, "; %,d without a score (\"don't know\")", dontKnow));
  }
}
