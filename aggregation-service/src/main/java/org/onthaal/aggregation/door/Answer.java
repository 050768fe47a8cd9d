package org.onthaal.aggregation.door;

import org.onthaal.v1.Problem;

/// What a call came to.
public sealed interface Answer<T> {
  record Given<T>(T value) implements Answer<T> {}

  /// Everything that is wrong with the call.
  record Refused<T>(Problem problem) implements Answer<T> {}
}
