package org.onthaal.standalone.process;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.onthaal.standalone.Complaint;

/// The port of each door. 0 asks for any free one.
public record Ports(Map<Door, Integer> numbers) {
  /// Enough for a listener to be taken over by another start; the check closes it at once.
  private static final int BACKLOG = 1;

  public Ports {
    numbers = Map.copyOf(numbers);
    for (Door door : Door.values()) {
      int port = numbers.getOrDefault(door, -1);
      if (port < 0 || port > 65_535) {
        throw new Complaint(
            "The port of %s is %d (expected: 0 to 65535); %s or --port-base changes it."
                .formatted(door.key(), port, door.flag()));
      }
    }
  }

  /// The ports that the options ask for.
  ///
  /// @param base port of the first door; 0 means any free port for each; empty the standard ones
  /// @param chosen overrides single doors
  public static Ports plan(OptionalInt base, Map<Door, Integer> chosen) {
    Map<Door, Integer> numbers = new EnumMap<>(Door.class);
    for (Door door : Door.values()) {
      int planned =
          base.isEmpty() ? door.standard() : base.getAsInt() == 0 ? 0 : door.from(base.getAsInt());
      numbers.put(door, chosen.getOrDefault(door, planned));
    }
    return new Ports(numbers);
  }

  public int of(Door door) {
    return numbers.getOrDefault(door, 0);
  }

  /// Tries every port before anything is started, and replaces each 0 by a free one.
  ///
  /// @throws Complaint naming every port that is taken and the flag that changes it
  public Ports claimed() {
    Map<Door, Integer> claimed = new EnumMap<>(Door.class);
    List<String> taken = new ArrayList<>();
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (Door door : Door.values()) {
        claim(door, held)
            .ifPresentOrElse(port -> claimed.put(door, port), () -> taken.add(say(door)));
      }
    } finally {
      held.forEach(Ports::release);
    }
    if (!taken.isEmpty()) {
      throw new Complaint(
          String.join("\n", taken)
              + "\nOr move all ports together with --port-base N (0: any that are free).");
    }
    return new Ports(claimed);
  }

  private Optional<Integer> claim(Door door, List<ServerSocket> held) {
    try {
      ServerSocket socket = new ServerSocket();
      held.add(socket); // held until all are tried, so that no two doors get the same free port
      socket.bind(new InetSocketAddress(InetAddress.getByName(door.bind()), of(door)), BACKLOG);
      return Optional.of(socket.getLocalPort());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private String say(Door door) {
    return "Port %d (%s) is taken or not allowed: choose another with %s N."
        .formatted(of(door), door.key(), door.flag());
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("a listener that was never used did not close", e);
    }
  }

  /// The content of `ports.json`.
  String json(long pid) {
    return numbers.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> "  \"" + entry.getKey().key() + "\": " + entry.getValue())
        .collect(Collectors.joining(",\n", "{\n  \"pid\": " + pid + ",\n", "\n}\n"));
  }

  /// Reads `ports.json`; a door that it does not name has its standard port.
  ///
  /// @throws Complaint when the text is not what [#json] writes
  public static Ports parse(String json) {
    Struct.Builder parsed = Struct.newBuilder();
    try {
      JsonFormat.parser().merge(json, parsed);
    } catch (InvalidProtocolBufferException e) {
      throw new Complaint("ports.json cannot be read: " + e.getMessage(), e);
    }
    Map<Door, Integer> numbers = new EnumMap<>(Door.class);
    for (Door door : Door.values()) {
      var value = parsed.getFieldsMap().get(door.key());
      numbers.put(door, value == null ? door.standard() : (int) value.getNumberValue());
    }
    return new Ports(numbers);
  }
}
