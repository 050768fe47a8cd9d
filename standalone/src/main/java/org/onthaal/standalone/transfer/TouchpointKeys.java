package org.onthaal.standalone.transfer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import org.onthaal.standalone.transfer.Catalogue.Pair;
import org.onthaal.v1.Metric;

/// The key of the touchpoint that an import makes for a service and a metric: readable, and the
/// same on every machine.
final class TouchpointKeys {
  private static final int KEY_MAX = 64;
  private static final int KEY_MIN = 3;
  private static final int HASH_DIGITS = 8;

  private TouchpointKeys() {}

  /// `Ville de Bruxelles` and `état civil` make `ville-de-bruxelles-etat-civil`; a metric other
  /// than CSAT is appended. A name without any letter of a-z or that is too long gets the hash as
  /// well.
  static String readable(Pair pair, Metric metric) {
    String suffix = metric == Metric.CSAT ? "" : "-" + metric.name().toLowerCase(Locale.ROOT);
    String key = slug(pair.administration()) + "-" + slug(pair.service()) + suffix;
    boolean lossy = slug(pair.administration()).isEmpty() || slug(pair.service()).isEmpty();
    return lossy || key.length() > KEY_MAX || key.length() < KEY_MIN ? hashed(pair, metric) : key;
  }

  /// The readable part, cut, and a hash of both names: for when another service has the readable
  /// key.
  static String hashed(Pair pair, Metric metric) {
    String start = slug(pair.administration() + " " + pair.service());
    String cut = start.substring(0, Math.min(start.length(), KEY_MAX - HASH_DIGITS - 1));
    String prefix = cut.isEmpty() ? "touchpoint" : cut.replaceAll("-+$", "");
    return prefix + "-" + hash(pair, metric);
  }

  private static String slug(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }

  private static String hash(Pair pair, Metric metric) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String text = pair.administration() + "\0" + pair.service() + "\0" + metric.name();
      byte[] bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
