package org.onthaal.standalone.transfer;

import java.net.URI;
import org.onthaal.standalone.Complaint;
import org.onthaal.standalone.process.Door;
import org.onthaal.standalone.process.Ports;

/// Where a running installation answers.
public record Doors(String host, Ports ports) {
  /// The address of a gRPC door.
  public String target(Door door) {
    return "dns:///" + host + ":" + ports.of(door);
  }

  /// An address on an HTTP door.
  ///
  /// @param pathAndQuery already encoded, with its leading slash
  public URI uri(Door door, String pathAndQuery) {
    try {
      return URI.create("http://" + host + ":" + ports.of(door) + pathAndQuery);
    } catch (IllegalArgumentException e) {
      throw new Complaint("'" + host + "' is not a host name.", e);
    }
  }

  /// As a person would write it.
  public String say(Door door) {
    return host + ":" + ports.of(door);
  }
}
