package org.onthaal.standalone.transfer;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.onthaal.standalone.ratingfile.RatingLine;
import org.onthaal.standalone.transfer.Catalogue.Pair;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Metric;

/// What a file names: services, touchpoints and metrics, each with the channels that it uses.
final class Wanted {
  /// One touchpoint to find or to make; an empty key means that the file names none.
  record Target(Pair pair, String key, Metric metric) implements Comparable<Target> {
    @Override
    public int compareTo(Target other) {
      int first = pair.compareTo(other.pair);
      int second = first != 0 ? first : key.compareTo(other.key);
      return second != 0 ? second : metric.compareTo(other.metric);
    }

    static Target of(RatingLine.Good line) {
      return new Target(
          new Pair(line.place().administration(), line.place().service()),
          line.place().touchpoint(),
          line.metric());
    }
  }

  private final Map<Target, Set<Channel>> channels = new TreeMap<>();

  void note(RatingLine line) {
    switch (line) {
      // Choices have no metric, and stand beside an answer that has one.
      case RatingLine.Good good when good.isChosen() -> {}
      case RatingLine.Good good ->
          channels
              .computeIfAbsent(Target.of(good), _ -> EnumSet.noneOf(Channel.class))
              .add(good.channel());
      case RatingLine.Bad _ -> {}
    }
  }

  Set<Target> targets() {
    return channels.keySet();
  }

  Set<Channel> channels(Target target) {
    return new TreeSet<>(channels.getOrDefault(target, Set.of()));
  }
}
