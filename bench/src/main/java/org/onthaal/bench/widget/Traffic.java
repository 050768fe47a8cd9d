package org.onthaal.bench.widget;

import java.util.ArrayList;
import java.util.List;

/// What one visit asked of the server, and sent to it.
final class Traffic {
  private final List<String> sent = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private int requests;
  private long bytes;
  private long scriptBytes;

  /// @param body what came with it; empty where nothing did
  /// @param answered bytes of the answer's body as they went over the wire
  synchronized void add(String body, long answered, boolean isScript) {
    requests++;
    bytes += answered;
    scriptBytes += isScript ? answered : 0;
    if (!body.isEmpty()) {
      sent.add(body);
    }
  }

  /// Something that this bench has no answer to.
  synchronized void addUnknown(String request) {
    unknown.add(request);
  }

  synchronized int requests() {
    return requests;
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized long scriptBytes() {
    return scriptBytes;
  }

  synchronized boolean hasSent(String text) {
    return sent.stream().anyMatch(body -> body.contains(text));
  }

  synchronized List<String> unknown() {
    return List.copyOf(unknown);
  }
}
