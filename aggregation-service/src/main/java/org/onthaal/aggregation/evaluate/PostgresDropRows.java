package org.onthaal.aggregation.evaluate;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.Drop;
import org.onthaal.aggregation.drop.DropEvidence;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.DropState.Fallen;
import org.onthaal.aggregation.drop.DropState.Watching;
import org.onthaal.aggregation.drop.LearningPeriod;
import org.onthaal.aggregation.drop.Points;
import org.onthaal.aggregation.drop.Recovery;
import org.onthaal.aggregation.drop.Reference;
import org.onthaal.aggregation.drop.Season;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.drop.SeasonalVolume;
import org.onthaal.aggregation.evaluate.slot.SlotMemory;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.rule.Stream;

/// Rows of `drop_state` and `drop_baseline` as records.
final class PostgresDropRows {
  private PostgresDropRows() {}

  static DropMemory memory(ResultSet row) throws SQLException {
    return new DropMemory(
        new StreamState.Key(row.getString("rule"), Stream.ofKey(row.getString("stream"))),
        row.getInt("log_partition"),
        instant(row, "next_slot"),
        instant(row, "learn_at"),
        row.getString("points") == null ? Optional.empty() : Optional.of(learnt(row)),
        new SlotMemory.Counted(instant(row, "counted_from"), tally(row, "counted")),
        state(row));
  }

  static DropMemory.Learnt learnt(ResultSet row) throws SQLException {
    SeasonalVolume volume =
        new SeasonalVolume(
            row.getDouble("ratings_per_day"),
            season(row, "weekday_factors", "hour_factors"),
            row.getDouble("volume_overdispersion"));
    return new DropMemory.Learnt(
        instant(row, "learnt_at"),
        new SeasonalBaseline(
            Points.valueOf(row.getString("points")),
            ZoneId.of(row.getString("zone")),
            new LearningPeriod(
                row.getObject("first_day", LocalDate.class),
                row.getObject("last_day", LocalDate.class)),
            tally(row, "histogram"),
            row.getDouble("mean"),
            row.getDouble("variance"),
            row.getDouble("overdispersion"),
            row.getDouble("margin"),
            season(row, "weekday_effects", "hour_effects"),
            volume));
  }

  static DropRecord.Judged judged(ResultSet row) throws SQLException {
    long[] counts =
        Arrays.stream((Integer[]) array(row, "counts")).mapToLong(Integer::longValue).toArray();
    return new DropRecord.Judged(
        instant(row, "slot_start"),
        row.getDouble("open_days"),
        row.getDouble("reference"),
        row.getString("points") == null ? Optional.empty() : Optional.of(against(row)),
        Tally.of(counts, 0),
        row.getDouble("evidence_days"),
        new DropRecord.Bets(doubles(row, "evidence"), doubles(row, "recovery")));
  }

  private static DropRecord.Against against(ResultSet row) throws SQLException {
    Reference reference =
        new Reference(
            Points.valueOf(row.getString("points")),
            row.getDouble("usual"),
            row.getDouble("margin"),
            row.getDouble("variance"),
            row.getDouble("overdispersion"));
    double drop = row.getDouble("drop_size");
    return new DropRecord.Against(reference, row.wasNull() ? Optional.empty() : Optional.of(drop));
  }

  private static Season season(ResultSet row, String weekdays, String hours) throws SQLException {
    return new Season(doubles(row, weekdays), doubles(row, hours));
  }

  private static DropState state(ResultSet row) throws SQLException {
    double size = row.getDouble("drop_size");
    if (!row.wasNull()) {
      Drop drop = new Drop(size, instant(row, "drop_onset"), row.getDouble("drop_evidence"));
      return new Fallen(drop, new Recovery(doubles(row, "recovery")));
    }
    List<Double> days = doubles(row, "evidence");
    List<Double> runs = doubles(row, "runs");
    Timestamp[] since = (Timestamp[]) array(row, "runs_since");
    List<DropEvidence.Bet> bets = new ArrayList<>();
    for (int i = 0; i < days.size(); i++) {
      bets.add(new DropEvidence.Bet(days.get(i), runs.get(i), since[i].toInstant()));
    }
    return new Watching(new DropEvidence(bets));
  }

  static Update bindDrop(Update update, DropState state) {
    Optional<Drop> drop = drop(state);
    return update
        .bind("dropSize", drop.map(Drop::size))
        .bind("dropOnset", drop.map(Drop::onset))
        .bind("dropEvidence", drop.map(Drop::evidenceDays))
        .bind("recovery", recovery(state).stream().mapToDouble(Double::doubleValue).toArray());
  }

  static DropEvidence evidence(DropState state) {
    return switch (state) {
      case Watching(DropEvidence evidence) -> evidence;
      case Fallen(_, _) -> DropEvidence.NONE;
    };
  }

  static List<Double> recovery(DropState state) {
    return switch (state) {
      case Watching(_) -> Recovery.NONE.bets();
      case Fallen(_, Recovery recovery) -> recovery.bets();
    };
  }

  static Optional<Drop> drop(DropState state) {
    return switch (state) {
      case Watching(_) -> Optional.empty();
      case Fallen(Drop fallen, _) -> Optional.of(fallen);
    };
  }

  private static Tally tally(ResultSet row, String column) throws SQLException {
    long[] counts = Arrays.stream((Long[]) array(row, column)).mapToLong(Long::longValue).toArray();
    return Tally.of(counts, 0);
  }

  private static List<Double> doubles(ResultSet row, String column) throws SQLException {
    return List.of((Double[]) array(row, column));
  }

  private static Object array(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    try {
      return array.getArray();
    } finally {
      array.free();
    }
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }
}
