package org.onthaal.standalone.transfer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.onthaal.standalone.Complaint;
import org.onthaal.v1.Administration;
import org.onthaal.v1.Service;
import org.onthaal.v1.Touchpoint;

/// The administrations, services and touchpoints of an installation, as an import looks them up.
public final class Catalogue {
  /// A service, by its administration's code and its own.
  record Pair(String administration, String service) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int first = administration.compareTo(other.administration);
      return first != 0 ? first : service.compareTo(other.service);
    }
  }

  /// A touchpoint and the service that it belongs to.
  record Owned(Pair owner, Touchpoint touchpoint) {}

  private final Map<String, Administration> administrations = new HashMap<>();
  private final Map<Pair, Service> services = new HashMap<>();
  private final Map<String, Owned> touchpoints = new HashMap<>();

  Catalogue(List<Administration> content) {
    for (Administration administration : content) {
      administrations.put(administration.getCode(), administration);
      for (Service service : administration.getServicesList()) {
        Pair pair = new Pair(administration.getCode(), service.getCode());
        services.put(pair, service);
        for (Touchpoint touchpoint : service.getTouchpointsList()) {
          touchpoints.put(touchpoint.getKey(), new Owned(pair, touchpoint));
        }
      }
    }
  }

  /// Complains when a code that was asked for by name is not among what was found.
  public static void mustName(List<String> wanted, List<Administration> found) {
    Set<String> codes =
        found.stream().map(Administration::getCode).collect(Collectors.toCollection(HashSet::new));
    List<String> missing = wanted.stream().filter(code -> !codes.contains(code)).toList();
    if (!missing.isEmpty()) {
      throw new Complaint(
          "There is no administration '"
              + String.join("', '", missing)
              + "': ./onthaal catalog show lists them.");
    }
  }

  Optional<Administration> administration(String code) {
    return Optional.ofNullable(administrations.get(code));
  }

  Optional<Service> service(Pair pair) {
    return Optional.ofNullable(services.get(pair));
  }

  Optional<Owned> touchpoint(String key) {
    return Optional.ofNullable(touchpoints.get(key));
  }

  boolean owns(Pair pair, String key) {
    return touchpoint(key).filter(owned -> owned.owner().equals(pair)).isPresent();
  }
}
