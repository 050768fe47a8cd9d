package org.onthaal.feedback.phone.agi;

import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The side of a call that is Asterisk's: commands, their answers, and whether the caller is there.
/// For one thread.
final class AgiPeer {
  static final String ANY_KEY = "0123456789*#";

  private static final String HANGUP = "HANGUP";
  private static final String UP = "6"; // ast_channel_state: line is up
  private static final int USAGE_LINES_MAX = 100;
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  /// Beside the time that a command takes by itself: a busy machine, a recording that is fetched.
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final AgiWire wire;
  private final LongSupplier nanos;
  private boolean gone;

  AgiPeer(AgiWire wire, LongSupplier nanos) {
    this.wire = wire;
    this.nanos = nanos;
  }

  /// Whether the caller has left, as far as we were told.
  boolean isGone() {
    return gone;
  }

  /// Nothing more can be said.
  void lost() {
    gone = true;
  }

  /// Takes the call. Without it prompts are played to a caller whose call nobody answered.
  void answer() throws IOException {
    AgiAnswer answered = ask("ANSWER", SLACK);
    if (answered.isFailed()) {
      var _ = leftBy(answered);
    }
  }

  /// Says a recording, which any key cuts short.
  AgiAnswer stream(String file, Duration most) throws IOException {
    return ask("STREAM FILE " + quoted(file) + " " + quoted(ANY_KEY) + " 0", most.plus(SLACK));
  }

  /// Says a recording to its end, and waits for no longer than that.
  AgiAnswer say(String file, Duration most) throws IOException {
    return ask("STREAM FILE " + quoted(file) + " " + quoted("") + " 0", most);
  }

  /// Says a recording and waits for keys.
  ///
  /// @param most for both together
  AgiAnswer data(String file, Duration wait, int keysMax, Duration most) throws IOException {
    return ask(
        "GET DATA " + quoted(file) + " " + wait.toMillis() + " " + keysMax, most.plus(SLACK));
  }

  AgiAnswer digit(Duration wait) throws IOException {
    return ask("WAIT FOR DIGIT " + wait.toMillis(), wait.plus(SLACK));
  }

  /// Keeps what the caller says, up to a `#` or five seconds of nothing.
  AgiAnswer record(String file, Duration most) throws IOException {
    return ask(
        "RECORD FILE " + quoted(file) + " wav " + quoted("#") + " " + most.toMillis() + " BEEP s=5",
        most.plus(SLACK));
  }

  /// Tells the dialplan; this works also after the caller has left.
  void variable(String name, int value) throws IOException {
    ask("SET VARIABLE " + name + " " + value, AT_ONCE);
  }

  /// Tells whoever reads the log of Asterisk.
  void verbose(String sentence) throws IOException {
    ask("VERBOSE " + quoted("Onthaal: " + sentence) + " 1", AT_ONCE);
  }

  /// Whether a command failed because the caller has left. A recording that is missing looks the
  /// same: `main/app.c`, `ast_app_getdata_full`.
  boolean leftBy(AgiAnswer failed) throws IOException {
    if (!gone) {
      AgiAnswer status = failed.code() == AgiAnswer.DEAD ? failed : ask("CHANNEL STATUS", AT_ONCE);
      gone = !status.result().equals(UP);
    }
    return gone;
  }

  private AgiAnswer ask(String command, Duration most) throws IOException {
    wire.send(command);
    long end = nanos.getAsLong() + most.toNanos();
    while (true) {
      String line = wire.line(left(end));
      if (line.equals(HANGUP)) {
        // Comes once, before an answer that still counts.
        gone = true;
        continue;
      }
      Optional<AgiAnswer.Head> head = AgiAnswer.parse(line);
      if (head.isEmpty()) {
        throw new ProtocolException("a line that is no answer");
      }
      if (head.get().goesOn()) {
        readOver(head.get().answer().code(), end);
      }
      return head.get().answer();
    }
  }

  private void readOver(int code, long end) throws IOException {
    for (int lines = 0; lines < USAGE_LINES_MAX; lines++) {
      String line = wire.line(left(end));
      if (line.equals(HANGUP)) {
        gone = true;
      } else if (line.startsWith(code + " ")) {
        return;
      }
    }
    throw new ProtocolException("an answer of more than " + USAGE_LINES_MAX + " lines");
  }

  private Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
