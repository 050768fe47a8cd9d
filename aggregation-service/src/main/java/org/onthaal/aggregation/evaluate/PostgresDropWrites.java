package org.onthaal.aggregation.evaluate;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.Drop;
import org.onthaal.aggregation.drop.DropEvidence;
import org.onthaal.aggregation.fold.DatabaseFailedException;
import org.onthaal.aggregation.measure.Tally;
import org.postgresql.PGConnection;

/// What one transaction writes of drop rules, many rows at a time: slots by COPY, states by one
/// statement. Values travel as PostgreSQL's text, in which doubles come back bit for bit. One
/// thread.
final class PostgresDropWrites {
  private static final String COPY_SLOTS =
      """
      COPY drop_slot (rule, stream, slot_start, open_days, reference, counts, evidence_days, evidence, recovery, points, usual, margin, variance,
                      overdispersion, drop_size)
      FROM STDIN
      """;

  /// A column of `drop_state`, its type and what it holds.
  private record Column(String name, String type, Function<DropMemory, Optional<String>> value) {}

  private static final List<Column> COLUMNS =
      List.of(
          column("rule", "text", memory -> memory.key().rule()),
          column("stream", "text", memory -> memory.key().stream().key()),
          column("log_partition", "int", memory -> Integer.toString(memory.partition())),
          column("next_slot", "timestamptz", memory -> memory.nextSlot().toString()),
          column("learn_at", "timestamptz", memory -> memory.learnAt().toString()),
          new Column(
              "learnt_at",
              "timestamptz",
              memory -> memory.usual().map(usual -> usual.at().toString())),
          column("counted_from", "timestamptz", memory -> memory.counted().from().toString()),
          column("counted", "bigint[]", memory -> counts(memory.counted().tally())),
          column("evidence", "float8[]", memory -> bets(memory, DropEvidence.Bet::days)),
          column("runs", "float8[]", memory -> bets(memory, DropEvidence.Bet::run)),
          column("runs_since", "timestamptz[]", memory -> bets(memory, DropEvidence.Bet::runSince)),
          new Column(
              "drop_size",
              "float8",
              memory -> drop(memory).map(drop -> Double.toString(drop.size()))),
          new Column(
              "drop_onset",
              "timestamptz",
              memory -> drop(memory).map(drop -> drop.onset().toString())),
          new Column(
              "drop_evidence",
              "float8",
              memory -> drop(memory).map(drop -> Double.toString(drop.evidenceDays()))),
          column(
              "recovery", "float8[]", memory -> array(PostgresDropRows.recovery(memory.state()))));

  private static final String INSERT =
      "INSERT INTO drop_state ("
          + joined(Column::name)
          + ") SELECT "
          + joined(column -> "CAST(" + column.name() + " AS " + column.type() + ")")
          + " FROM unnest("
          + joined(column -> "CAST(:" + column.name() + " AS text[])")
          + ") AS noted ("
          + joined(Column::name)
          + ") ON CONFLICT (rule, stream) DO ";

  private static final String SAVE =
      INSERT
          + "UPDATE SET "
          + COLUMNS.stream()
              .skip(2)
              .map(column -> column.name() + " = excluded." + column.name())
              .collect(Collectors.joining(", "));

  private final List<DropMemory> states = new ArrayList<>();
  private final StringBuilder slots = new StringBuilder();

  private static Column column(String name, String type, Function<DropMemory, String> value) {
    return new Column(name, type, memory -> Optional.of(value.apply(memory)));
  }

  private static String joined(Function<Column, String> part) {
    return COLUMNS.stream().map(part).collect(Collectors.joining(", "));
  }

  /// Remembers streams that are not known yet; known ones stay as they are.
  static void meet(Handle handle, List<DropMemory> memories) {
    insert(handle, INSERT + "NOTHING", memories);
  }

  void save(DropMemory memory) {
    states.add(memory);
  }

  /// Names of rules and keys of streams have no character that COPY would take for another.
  void judged(StreamState.Key key, DropStore.Judged judged) {
    slots
        .append(
            String.join(
                "\t",
                key.rule(),
                key.stream().key(),
                judged.slot().start().toString(),
                Double.toString(judged.slot().openDays()),
                Double.toString(judged.reference().value()),
                counts(judged.slot().tally()),
                Double.toString(judged.evidenceDays()),
                array(
                    PostgresDropRows.evidence(judged.after()).bets().stream()
                        .map(DropEvidence.Bet::days)
                        .toList()),
                array(PostgresDropRows.recovery(judged.after())),
                judged.reference().points().name(),
                Double.toString(judged.reference().usual()),
                Double.toString(judged.reference().margin()),
                Double.toString(judged.reference().variance()),
                Double.toString(judged.reference().overdispersion()),
                judged.during().map(drop -> Double.toString(drop.size())).orElse("\\N")))
        .append('\n');
  }

  void write(Handle handle) {
    if (!states.isEmpty()) {
      insert(handle, SAVE, states);
    }
    if (!slots.isEmpty()) {
      copySlots(handle);
    }
  }

  private static void insert(Handle handle, String sql, List<DropMemory> memories) {
    try (Update update = handle.createUpdate(sql)) {
      COLUMNS.forEach(column ->
          update.bindArray(column.name(), String.class, (Object[]) values(column, memories)));
      update.execute();
    }
  }

  /// One per memory; what is absent stays null, as the driver wants it.
  private static String[] values(Column column, List<DropMemory> memories) {
    String[] values = new String[memories.size()];
    for (int i = 0; i < values.length; i++) {
      Optional<String> value = column.value().apply(memories.get(i));
      if (value.isPresent()) {
        values[i] = value.get();
      }
    }
    return values;
  }

  private void copySlots(Handle handle) {
    try {
      handle
          .getConnection()
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(COPY_SLOTS, new StringReader(slots.toString()));
    } catch (SQLException e) {
      throw new DatabaseFailedException(e);
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory can be read", e);
    }
  }

  private static Optional<Drop> drop(DropMemory memory) {
    return PostgresDropRows.drop(memory.state());
  }

  private static String bets(DropMemory memory, Function<DropEvidence.Bet, ?> part) {
    return array(PostgresDropRows.evidence(memory.state()).bets().stream().map(part).toList());
  }

  private static String counts(Tally tally) {
    return array(IntStream.rangeClosed(0, Tally.SCORE_MAX).mapToObj(tally::count).toList());
  }

  private static String array(Collection<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }
}
