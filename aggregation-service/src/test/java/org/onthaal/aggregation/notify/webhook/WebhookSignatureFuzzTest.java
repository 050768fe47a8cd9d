package org.onthaal.aggregation.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.notify.Secret;

/// Any body is signed so that the library of Standard Webhooks takes it, and takes no other.
class WebhookSignatureFuzzTest {
  private static final Secret OTHER =
      Secret.parse("whsec_b250aGFhbC1leGFtcGxlLXNlY3JldC0wMQ==").orElseThrow();
  private static final String KNOWN = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @FuzzTest
  void libraryTakesWhatIsSignedAndNothingElse(byte[] bytes) throws Exception {
    String body = new String(bytes, StandardCharsets.UTF_8);
    Instant now = Clock.systemUTC().instant();
    List<Secret> secrets = List.of(OTHER, Secret.parse(KNOWN).orElseThrow());

    String signature = WebhookSignature.standard(secrets, "an-id", now, body);

    Webhook library = new Webhook(KNOWN);
    library.verify(body, headers("an-id", now, signature));
    assertThatThrownBy(() -> library.verify(body + "x", headers("an-id", now, signature)))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> library.verify(body, headers("other", now, signature)))
        .isInstanceOf(WebhookVerificationException.class);
    assertThat(WebhookSignature.timestamped(secrets, now, body))
        .matches("[0-9a-f]{64},[0-9a-f]{64}");
    secretIsReadOrRefused(body);
  }

  private static void secretIsReadOrRefused(String text) {
    Optional<Secret> secret = Secret.parse(text);
    secret.ifPresent(read -> {
      assertThat(read.key()).hasSizeBetween(16, 64);
      String written = "whsec_" + Base64.getEncoder().encodeToString(read.key());
      assertThat(Secret.parse(written)).contains(read);
      assertThat(read.toString()).isEqualTo("secret of " + read.key().length + " bytes");
    });
  }

  private static HttpHeaders headers(String id, Instant at, String signature) {
    return HttpHeaders.of(
        Map.of(
            "webhook-id", List.of(id),
            "webhook-timestamp", List.of(Long.toString(at.getEpochSecond())),
            "webhook-signature", List.of(signature)),
        (_, _) -> true);
  }
}
