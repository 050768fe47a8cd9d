package org.onthaal.standalone.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZonedDateTime;

/// How little reason people have to be content.
@FunctionalInterface
interface Mood {
  /// From 0, every reason, to 1, none.
  double gloom(Scene scene, Instant at);

  /// A usual week: Mondays and the hour before a counter closes are worse.
  static double usual(Scene scene, Instant at) {
    ZonedDateTime local = at.atZone(Crowd.ZONE);
    double monday = local.getDayOfWeek() == DayOfWeek.MONDAY ? 0.05 : 0;
    double late =
        scene.pattern() != Pattern.ONLINE && scene.pattern().share(local.plusHours(1)) == 0
            ? 0.06
            : 0;
    return scene.gloom() + monday + late;
  }
}
