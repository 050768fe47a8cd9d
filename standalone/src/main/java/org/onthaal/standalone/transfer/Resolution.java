package org.onthaal.standalone.transfer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.onthaal.standalone.transfer.Catalogue.Pair;
import org.onthaal.standalone.transfer.Wanted.Target;
import org.onthaal.v1.Service;
import org.onthaal.v1.Touchpoint;

/// Which touchpoint the lines of a file belong to, or why none can be said.
sealed interface Resolution {
  record Found(String key) implements Resolution {}

  record Missing(String reason) implements Resolution {}

  /// Looks targets up in a catalogue and remembers the answers.
  final class Resolver {
    private final Catalogue catalogue;
    private final Map<Target, Resolution> known = new HashMap<>();

    Resolver(Catalogue catalogue) {
      this.catalogue = catalogue;
    }

    Resolution resolve(Target target) {
      return known.computeIfAbsent(target, this::look);
    }

    private Resolution look(Target target) {
      Pair pair = target.pair();
      if (catalogue.administration(pair.administration()).isEmpty()) {
        return unknown("administration: '%s'".formatted(pair.administration()));
      }
      var service = catalogue.service(pair);
      if (service.isEmpty()) {
        return unknown("service: '%s' of '%s'".formatted(pair.service(), pair.administration()));
      }
      return target.key().isEmpty() ? unnamed(target, service.get()) : named(target);
    }

    private static Resolution unknown(String what) {
      return new Missing(
          what
              + " is not in the catalogue (add it with 'catalog apply', or import with"
              + " --create-missing --zone Z)");
    }

    private Resolution named(Target target) {
      String key = target.key();
      var owned = catalogue.touchpoint(key);
      if (owned.isEmpty()) {
        return unknown("touchpoint: '" + key + "'");
      }
      Pair owner = owned.get().owner();
      return owner.equals(target.pair())
          ? new Found(key)
          : new Missing(
              "touchpoint: '%s' belongs to service '%s' of '%s'"
                  .formatted(key, owner.service(), owner.administration()));
    }

    private Resolution unnamed(Target target, Service service) {
      List<String> made =
          List.of(
              TouchpointKeys.readable(target.pair(), target.metric()),
              TouchpointKeys.hashed(target.pair(), target.metric()));
      for (String key : made) {
        if (catalogue.owns(target.pair(), key)) {
          return new Found(key);
        }
      }
      List<Touchpoint> touchpoints = service.getTouchpointsList();
      return touchpoints.size() == 1
          ? new Found(touchpoints.getFirst().getKey())
          : new Missing(
              "touchpoint: is empty, and service '%s' of '%s' has %d (%s): name one, or import with --create-missing"
                  .formatted(
                      target.pair().service(),
                      target.pair().administration(),
                      touchpoints.size(),
                      touchpoints.stream()
                          .map(Touchpoint::getKey)
                          .collect(Collectors.joining(", "))));
    }
  }
}
