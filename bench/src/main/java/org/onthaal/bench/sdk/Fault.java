package org.onthaal.bench.sdk;

/// How the server and the network behave for a while.
enum Fault {
  /// Everything is taken and answered.
  CALM,
  /// Everything is refused: gRPC's UNAVAILABLE, HTTP's 503.
  UNAVAILABLE,
  /// Connections open, then what is sent disappears and nothing comes back.
  BLACK_HOLE,
  /// The request is taken, and all connections break before its answer.
  CUT
}
