package org.onthaal.standalone.ratingfile;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Metric;

/// What became of one record.
public sealed interface RatingLine {
  /// The record as it stands in the file.
  CsvRecord raw();

  /// The id that the record has, or the one that it gets.
  String id();

  /// Neighbouring lines with the same one are answers of one person; empty: a contact of its own.
  String contact();

  /// A record that says what a rating needs. Whether it is acceptable, the server decides.
  ///
  /// @param id the file's own, or the one made for the record
  /// @param idOfAnyTime the same where the file gives one; else one made without the record's time,
  ///   for when that turns out to be wrong: with it in the id, a repair would be refused again
  /// @param score empty for "don't know" and for choices
  /// @param survey version, 0 for the newest
  record Good(
      CsvRecord raw,
      String id,
      String idOfAnyTime,
      Instant ratedAt,
      Place place,
      Channel channel,
      Metric metric,
      OptionalInt score,
      Texts texts,
      int survey)
      implements RatingLine {
    @Override
    public String contact() {
      return texts.contact();
    }

    /// Whether it answers a question with choices.
    public boolean isChosen() {
      return !texts.choices().isEmpty();
    }

    /// Whether it says "I don't know".
    public boolean isDontKnow() {
      return score.isEmpty() && !isChosen();
    }

    /// Whether the id was made because the file gives none.
    public boolean hasMadeId() {
      return !raw.fields().contains(id);
    }

    /// The refused record, to be repaired in its time.
    public Bad withWrongTime(List<String> reasons) {
      return new Bad(raw, idOfAnyTime, contact(), reasons);
    }
  }

  /// A record that cannot be sent.
  record Bad(CsvRecord raw, String id, String contact, List<String> reasons) implements RatingLine {
    public Bad {
      reasons = List.copyOf(reasons);
    }

    /// A line that reads well and was refused later.
    public static Bad of(RatingLine line, List<String> reasons) {
      return new Bad(line.raw(), line.id(), line.contact(), reasons);
    }
  }

  /// Where the contact happened.
  ///
  /// @param touchpoint empty where the file does not say
  record Place(String administration, String service, String touchpoint) {}

  /// The columns that are plain text; each may be empty.
  ///
  /// @param choices codes; none where the line has a score or a "don't know"
  /// @param context texts by key
  record Texts(
      String language,
      String comment,
      String question,
      String contact,
      List<String> choices,
      Map<String, String> context) {
    public Texts {
      choices = List.copyOf(choices);
      context = Map.copyOf(context);
    }
  }
}
