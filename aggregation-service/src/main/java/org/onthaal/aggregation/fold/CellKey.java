package org.onthaal.aggregation.fold;

import java.util.Comparator;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.tail.Place;

/// Everything a count is kept by, except its window.
public record CellKey(
    Place place, String question, Metric metric, boolean suspected, boolean imported)
    implements Comparable<CellKey> {
  private static final Comparator<CellKey> ORDER =
      Comparator.<CellKey, String>comparing(key -> key.place().administration())
          .thenComparing(key -> key.place().service())
          .thenComparing(key -> key.place().touchpoint())
          .thenComparing(key -> key.place().channel())
          .thenComparing(key -> key.place().language())
          .thenComparing(CellKey::question)
          .thenComparing(CellKey::metric)
          .thenComparing(CellKey::suspected)
          .thenComparing(CellKey::imported);

  @Override
  public int compareTo(CellKey other) {
    return ORDER.compare(this, other);
  }

  /// What the ratings of this cell share in one dimension.
  public String value(Dimension dimension) {
    return switch (dimension) {
      case ADMINISTRATION -> place.administration();
      case SERVICE -> place.service();
      case CHANNEL -> place.channel();
      case TOUCHPOINT -> place.touchpoint();
      case LANGUAGE -> place.language();
      case QUESTION -> question;
    };
  }
}
