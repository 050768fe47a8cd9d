package org.onthaal.bench.sdk;

import java.io.IOException;

/// Where a server listens, in the protocol of a sender.
interface Door extends AutoCloseable {
  int port();

  @Override
  void close() throws IOException;
}
