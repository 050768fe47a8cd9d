package org.onthaal.feedback.phone.agi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Asterisk's side of one call, byte by byte as real ones were seen to speak (releases/22,
/// `res/res_agi.c`), with a caller whose keys and departure are written down before.
final class ScriptedAsterisk {
  private static final int PATIENCE_MILLIS = 40_000;
  private static final String DEAD =
      "511 Command Not Permitted on a dead channel or intercept routine\n";

  private final Map<String, String> fields = new HashMap<>();
  private final Deque<String> keys = new ArrayDeque<>();
  private final Map<String, String> answers = new TreeMap<>();
  private final Map<String, Duration> delays = new TreeMap<>();
  private final List<String> commands = new ArrayList<>();
  private String script = "survey";
  private int leavesAt = Integer.MAX_VALUE;
  private boolean keyWhenLeaving;
  private boolean tellsHangup = true;
  private boolean hangupTold;
  private @Nullable String cutsAt;
  private @Nullable String neverEnds;

  /// What is left of a call: our commands in order, and how long it lasted.
  record Told(List<String> commands, Duration lasted) {
    List<String> of(String start) {
      return commands.stream().filter(command -> command.startsWith(start)).toList();
    }

    boolean played(String prompt) {
      return commands.stream().anyMatch(command -> command.contains("_" + prompt + "_"));
    }
  }

  ScriptedAsterisk() {
    fields.put("agi_network", "yes");
    fields.put("agi_channel", "PJSIP/alice-00000001");
    fields.put("agi_language", "en");
    fields.put("agi_type", "PJSIP");
    fields.put("agi_version", "22.5.0");
    fields.put("agi_callerid", "0470123456");
    fields.put("agi_calleridname", "Jeanne Dupont");
    fields.put("agi_dnid", "unknown");
    fields.put("agi_rdnis", "unknown");
    fields.put("agi_context", "default");
    fields.put("agi_extension", "600");
    fields.put("agi_priority", "3");
    fields.put("agi_enhanced", "0.0");
    fields.put("agi_accountcode", "");
    fields.put("agi_threadid", "139956");
  }

  /// @param script what stands behind the host in the address
  ScriptedAsterisk asks(String script) {
    this.script = script;
    return this;
  }

  ScriptedAsterisk with(String field, String value) {
    fields.put(field, value);
    return this;
  }

  /// What `GET DATA` gives, one after the other: digits, `#` alone, or the empty text for silence.
  ScriptedAsterisk presses(String... pressed) {
    keys.addAll(List.of(pressed));
    return this;
  }

  /// The caller leaves while this command is carried out, counted from 1.
  ScriptedAsterisk leavesAt(int command) {
    leavesAt = command;
    return this;
  }

  /// A key pressed just before still arrives.
  ScriptedAsterisk keyWhenLeaving() {
    keyWhenLeaving = true;
    return this;
  }

  /// As with `AGISIGHUP=no`.
  ScriptedAsterisk withoutHangupLine() {
    tellsHangup = false;
    return this;
  }

  /// Answers commands that begin so with these bytes.
  ScriptedAsterisk answers(String start, String bytes) {
    answers.put(start, bytes);
    return this;
  }

  ScriptedAsterisk waits(String start, Duration delay) {
    delays.put(start, delay);
    return this;
  }

  /// Closes the connection instead of answering.
  ScriptedAsterisk cutsAt(String start) {
    cutsAt = start;
    return this;
  }

  /// Plays a prompt for ever.
  ScriptedAsterisk neverEnds(String part) {
    neverEnds = part;
    return this;
  }

  Told call(int port) throws IOException {
    return call(InetAddress.getLoopbackAddress(), port);
  }

  /// Calls, and stays until the server ends it.
  Told call(InetAddress host, int port) throws IOException {
    long start = System.nanoTime();
    try (Socket socket = new Socket(host, port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      out.write(header(port).getBytes(StandardCharsets.UTF_8));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String command = in.readLine();
      while (command != null) {
        commands.add(command);
        if (cutsAt != null && command.startsWith(cutsAt)) {
          break;
        }
        if (neverEnds != null && command.contains(neverEnds)) {
          command = in.readLine();
          continue;
        }
        Thread.sleep(delays.getOrDefault(verb(command), Duration.ZERO));
        out.write(answer(command).getBytes(StandardCharsets.UTF_8));
        command = in.readLine();
      }
    } catch (SocketException _) {
      // Cut by the server, which is an end as well.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Told(List.copyOf(commands), Duration.ofNanos(System.nanoTime() - start));
  }

  private String verb(String command) {
    return delays.keySet().stream().filter(command::startsWith).findFirst().orElse("");
  }

  private String header(int port) {
    StringBuilder header = new StringBuilder();
    header.append("agi_network_script: ").append(script).append('\n');
    header.append("agi_request: agi://127.0.0.1:").append(port).append('/').append(script);
    header.append('\n');
    fields.forEach((name, value) -> header.append(name).append(": ").append(value).append('\n'));
    return header.append('\n').toString();
  }

  private String answer(String command) {
    boolean isMedia = command.matches("(ANSWER|STREAM FILE|GET DATA|WAIT FOR|RECORD|CHANNEL).*");
    boolean isLeaving = commands.size() == leavesAt;
    boolean isGone = commands.size() > leavesAt;
    String hangup = "";
    if ((isLeaving || isGone) && tellsHangup && !hangupTold && !(isLeaving && keyWhenLeaving)) {
      hangupTold = true;
      hangup = "HANGUP\n";
    }
    if (isGone && isMedia) {
      return hangup + DEAD;
    }
    if (isLeaving && isMedia && !keyWhenLeaving) {
      return hangup + "200 result=-1\n";
    }
    return hangup
        + answers.entrySet().stream()
            .filter(one -> command.startsWith(one.getKey()))
            .findFirst()
            .map(Map.Entry::getValue)
            .orElseGet(() -> usual(command));
  }

  private String usual(String command) {
    if (command.startsWith("GET DATA")) {
      String pressed = keys.isEmpty() ? "" : keys.removeFirst();
      return switch (pressed) {
        case "" -> "200 result= (timeout)\n";
        case "#" -> "200 result=\n";
        default -> "200 result=" + pressed + "\n";
      };
    }
    String verb = command.replaceFirst("^(\\S+(?: FILE| FOR DIGIT| VARIABLE| STATUS)?).*", "$1");
    return switch (verb) {
      case "ANSWER", "WAIT FOR DIGIT" -> "200 result=0\n";
      case "STREAM FILE" -> "200 result=0 endpos=17120\n";
      case "RECORD FILE" -> "200 result=35 (dtmf) endpos=24000\n";
      case "SET VARIABLE", "VERBOSE" -> "200 result=1\n";
      case "CHANNEL STATUS" -> "200 result=6\n";
      default -> "510 Invalid or unknown command\n";
    };
  }
}
