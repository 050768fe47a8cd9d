package org.onthaal.aggregation.notify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onthaal.aggregation.alert.Alert;

/// Who hears of what: every route that matches, each receiver once.
///
/// @param metaReceiver who hears that another receiver cannot be told
public record RouteTable(
    List<ReceiverSpec> receivers, List<Route> routes, Optional<String> metaReceiver) {
  public static final RouteTable EMPTY = new RouteTable(List.of(), List.of(), Optional.empty());

  public RouteTable {
    receivers = List.copyOf(receivers);
    routes = List.copyOf(routes);
  }

  /// The first matching route of each receiver, in order of the file.
  public List<Route> routesOf(Alert.Subject subject) {
    Set<String> told = new LinkedHashSet<>();
    List<Route> matching = new ArrayList<>();
    for (Route route : routes) {
      if (route.matches(subject) && told.add(route.receiver())) {
        matching.add(route);
      }
    }
    return matching;
  }

  public Optional<ReceiverSpec> receiver(String name) {
    return receivers.stream().filter(receiver -> receiver.name().equals(name)).findFirst();
  }
}
