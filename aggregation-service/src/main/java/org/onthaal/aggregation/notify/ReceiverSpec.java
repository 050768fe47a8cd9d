package org.onthaal.aggregation.notify;

import java.net.URI;
import java.util.List;

/// A receiver as the routes file describes it.
///
/// @param secrets newest first; all of them sign, so that a secret can be changed without a gap
public record ReceiverSpec(String name, URI url, Signing signing, List<Secret> secrets) {
  public static final int SECRETS_MAX = 2;

  public ReceiverSpec {
    secrets = List.copyOf(secrets);
    if (secrets.isEmpty() || secrets.size() > SECRETS_MAX) {
      throw new IllegalArgumentException(
          "secrets: " + secrets.size() + " (expected: 1.." + SECRETS_MAX + ")");
    }
  }

  /// How a message is signed.
  public enum Signing {
    /// Standard Webhooks 1.0.0.
    STANDARD,
    /// Hex HMAC-SHA256 of `{timestamp}:{body}`.
    TIMESTAMPED
  }
}
