package org.onthaal.aggregation.evaluate.absence;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.LearningPeriod;
import org.onthaal.aggregation.drop.NoRatings;
import org.onthaal.aggregation.drop.Season;
import org.onthaal.aggregation.drop.SeasonalVolume;
import org.onthaal.aggregation.evaluate.slot.SlotMemory;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.rule.Stream;

/// Rows of `absence_state`, `absence_volume` and `absence_slot` as records.
final class PostgresAbsenceRows {
  private PostgresAbsenceRows() {}

  static AbsenceMemory memory(ResultSet row) throws SQLException {
    return new AbsenceMemory(
        new StreamState.Key(row.getString("rule"), Stream.ofKey(row.getString("stream"))),
        row.getInt("log_partition"),
        instant(row, "next_slot"),
        instant(row, "learn_at"),
        row.getString("zone") == null
            ? Optional.empty()
            : Optional.of(new AbsenceMemory.Learnt(instant(row, "learnt_at"), volume(row))),
        new SlotMemory.Counted(
            instant(row, "counted_from"), Tally.of(new long[] {row.getLong("counted")}, 0)),
        new Waiting(
            instant(row, "waiting_since"), new NoRatings(row.getDouble("expected_since_last"))));
  }

  static UsualVolume volume(ResultSet row) throws SQLException {
    return new UsualVolume(
        ZoneId.of(row.getString("zone")),
        new LearningPeriod(
            row.getObject("first_day", LocalDate.class),
            row.getObject("last_day", LocalDate.class)),
        new SeasonalVolume(
            row.getDouble("ratings_per_day"),
            new Season(doubles(row, "weekday_factors"), doubles(row, "hour_factors")),
            row.getDouble("overdispersion")));
  }

  static AbsenceRecord.Judged judged(ResultSet row) throws SQLException {
    return new AbsenceRecord.Judged(
        instant(row, "slot_start"),
        row.getDouble("open_days"),
        row.getLong("ratings"),
        row.getDouble("expected"),
        new NoRatings(row.getDouble("expected_since_last")),
        row.getDouble("needed"));
  }

  private static List<Double> doubles(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    try {
      return List.of((Double[]) array.getArray());
    } finally {
      array.free();
    }
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }
}
