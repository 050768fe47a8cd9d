package org.onthaal.aggregation.notify.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.onthaal.aggregation.notify.Secret;

/// HMAC-SHA256 over what a receiver reads, so that it can tell that the message is ours and whole.
final class WebhookSignature {
  private WebhookSignature() {}

  /// `webhook-signature` of Standard Webhooks 1.0.0: `v1,` and base64 over `id.timestamp.body`, one
  /// per secret, separated by spaces.
  static String standard(List<Secret> secrets, String id, Instant timestamp, String body) {
    String signed = id + "." + timestamp.getEpochSecond() + "." + body;
    return secrets.stream()
        .map(secret -> "v1," + Base64.getEncoder().encodeToString(hmac(secret.key(), signed)))
        .collect(Collectors.joining(" "));
  }

  /// Hex over `{timestamp}:{body}`, one per secret, separated by commas.
  static String timestamped(List<Secret> secrets, Instant timestamp, String body) {
    String signed = timestamp.getEpochSecond() + ":" + body;
    return secrets.stream()
        .map(secret -> HexFormat.of().formatHex(hmac(secret.key(), signed)))
        .collect(Collectors.joining(","));
  }

  static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
