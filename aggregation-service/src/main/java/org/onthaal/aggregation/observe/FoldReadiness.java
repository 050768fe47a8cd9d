package org.onthaal.aggregation.observe;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.onthaal.aggregation.fold.Folding;
import org.onthaal.aggregation.fold.Folding.Status.State;

/// Ready means: not stopping, and every partition is read, here or by another replica.
public final class FoldReadiness {
  private final Folding folding;
  private volatile boolean stopping;

  public FoldReadiness(Folding folding) {
    this.folding = folding;
  }

  /// Never ready again.
  public void stopping() {
    stopping = true;
  }

  /// Why it is not ready; empty when it is.
  public Optional<String> reason() {
    if (stopping) {
      return Optional.of("stopping");
    }
    Optional<String> waiting = folding.waitingFor();
    if (waiting.isPresent()) {
      return waiting;
    }
    List<Folding.Status> held =
        folding.statuses().stream()
            .filter(status -> status.state() != State.FOLDING && status.state() != State.STANDBY)
            .toList();
    return held.isEmpty()
        ? Optional.empty()
        : Optional.of(
            held.stream()
                .map(s -> "partition " + s.partition() + " " + s.state() + " " + s.detail())
                .collect(Collectors.joining("; ")));
  }
}
