package org.onthaal.aggregation.silence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.onthaal.aggregation.alert.AlertTransaction;

/// Where silences are kept.
public interface SilenceStore {
  /// Those that are active at a time, oldest first.
  List<Silence> active(AlertTransaction transaction, Instant at);

  /// Those that end after a time, oldest first.
  List<Silence> endingAfter(AlertTransaction transaction, Instant time);

  /// How many are not over at a time.
  int open(AlertTransaction transaction, Instant at);

  /// Locked until the transaction ends.
  Optional<Silence> find(AlertTransaction transaction, UUID id);

  void create(AlertTransaction transaction, Silence silence);

  /// Ends it before its time.
  void end(AlertTransaction transaction, UUID id, Silence.Ended ended);

  /// The newest committed ones in these states at a time, newest first.
  ///
  /// @throws org.onthaal.aggregation.alert.StoreFailedException when the database does not answer
  List<Silence> list(Set<Silence.State> states, Instant at, int countMax);
}
