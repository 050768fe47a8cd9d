package org.onthaal.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one connection has asked of PostgreSQL since its last transaction. Both directions of a
 * proxy use it, each from its own thread.
 */
final class PostgresConversation {
  private static final String COMMIT = "COMMIT";
  // A transaction of the services runs some twenty different statements.
  private static final int STATEMENTS_MAX = 1_000;

  private final Map<String, String> statements = new HashMap<>();
  private final Map<String, String> portals = new HashMap<>();
  private final Set<String> done = new LinkedHashSet<>();
  private boolean encryptionAsked;
  private boolean isCommitted;
  private boolean hasFailed;

  synchronized void encryptionAsked() {
    encryptionAsked = true;
  }

  /** Whether the next byte of the server answers that; it has no message around it. */
  synchronized boolean isAnswerToEncryption() {
    boolean asked = encryptionAsked;
    encryptionAsked = false;
    return asked;
  }

  /** Takes note of a message of the caller; true when it asks for the commit. */
  synchronized boolean asks(char type, byte[] body) {
    ByteBuffer message = ByteBuffer.wrap(body);
    return switch (type) {
      case 'P' -> { // Parse: name, statement
        statements.put(text(message), text(message));
        yield false;
      }
      case 'B' -> { // Bind: portal, name of a statement
        portals.put(text(message), statements.getOrDefault(text(message), ""));
        yield false;
      }
      case 'E' -> run(portals.getOrDefault(text(message), "")); // Execute: portal
      case 'Q' -> run(text(message)); // Query
      default -> false;
    };
  }

  /** Takes note of a message of the server; true when it says that a commit is done. */
  synchronized boolean tells(char type, byte[] body) {
    return switch (type) {
      case 'E' -> { // ErrorResponse
        hasFailed = true;
        yield false;
      }
      // CommandComplete: the command's name. A commit of a failed transaction says ROLLBACK.
      case 'C' -> text(ByteBuffer.wrap(body)).equals(COMMIT);
      case 'Z' -> readyForQuery((char) body[0]);
      default -> false;
    };
  }

  // Idle after a statement without a COMMIT: it has committed by itself.
  private boolean readyForQuery(char status) {
    boolean byItself = status == 'I' && !isCommitted && !hasFailed && !done.isEmpty();
    if (status == 'I') {
      isCommitted = true;
    }
    hasFailed = false;
    return byItself;
  }

  /** Whether the transaction that now ends, or has just ended, ran a statement like this. */
  synchronized boolean did(String fragment) {
    return done.stream().anyMatch(statement -> statement.contains(fragment));
  }

  private boolean run(String sql) {
    if (isCommitted) {
      done.clear();
      isCommitted = false;
    }
    if (sql.strip().equalsIgnoreCase(COMMIT)) {
      isCommitted = true;
      return true;
    }
    if (sql.strip().equalsIgnoreCase("ROLLBACK")) {
      done.clear();
    } else if (done.size() < STATEMENTS_MAX) {
      done.add(sql);
    }
    return false;
  }

  private static String text(ByteBuffer message) {
    int start = message.position();
    int end = start;
    while (message.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - start];
    message.get(bytes);
    message.position(end + 1);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
