package org.onthaal.bench.sdk;

import java.util.Optional;

/// A library that sends items and keeps them until then, with the settings that its documentation
/// offers for losing nothing.
interface Sender extends AutoCloseable {
  /// Gives it one item, the way that an application does.
  ///
  /// @return the item's id; empty where the sender says that it was not taken
  Optional<String> submit();

  /// Flushes and closes, with as much time as it takes by itself.
  @Override
  void close();
}
