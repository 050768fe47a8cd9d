package org.onthaal.aggregation.drop;

/// What is remembered of one rule and stream between slots.
///
/// A plain value of numbers and times. Stored with every slot and restored, it goes on bit for bit
/// as if nothing had happened in between.
public sealed interface DropState {
  /// Looking for a drop.
  record Watching(DropEvidence evidence) implements DropState {}

  /// A drop was told of; looking for its end. The evidence of a next drop starts again from 0 after
  /// it.
  record Fallen(Drop drop, Recovery recovery) implements DropState {}

  /// Before the first slot.
  static DropState start() {
    return new Watching(DropEvidence.NONE);
  }
}
