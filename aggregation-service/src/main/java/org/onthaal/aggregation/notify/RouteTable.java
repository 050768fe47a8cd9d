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
/// @param links where messages lead
/// @param muteWindows that routes name
public record RouteTable(
    List<ReceiverSpec> receivers,
    List<Route> routes,
    Optional<String> metaReceiver,
    Links links,
    List<MuteWindow> muteWindows) {
  public static final RouteTable EMPTY =
      new RouteTable(List.of(), List.of(), Optional.empty(), Links.NONE, List.of());

  public RouteTable {
    receivers = List.copyOf(receivers);
    routes = List.copyOf(routes);
    muteWindows = List.copyOf(muteWindows);
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

  /// Who hears when this receiver cannot be told of such an alert, if the route names someone.
  public Optional<String> deadLetterTo(Alert.Subject subject, String receiver) {
    return routesOf(subject).stream()
        .filter(route -> route.receiver().equals(receiver))
        .findFirst()
        .flatMap(Route::deadLetterTo);
  }

  public Optional<ReceiverSpec> receiver(String name) {
    return receivers.stream().filter(receiver -> receiver.name().equals(name)).findFirst();
  }
}
