package org.onthaal.aggregation.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.onthaal.aggregation.notify.Secret;
import org.onthaal.testkit.ReferenceData;

class WebhookSignatureTest {
  private static final Secret PUBLISHED =
      Secret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").orElseThrow();
  private static final Secret OTHER =
      Secret.parse("whsec_b250aGFhbC1leGFtcGxlLXNlY3JldC0wMQ==").orElseThrow();

  @Test
  void publishedVectorOfStandardWebhooksComesOut() {
    String signature =
        WebhookSignature.standard(
            List.of(PUBLISHED),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Instant.ofEpochSecond(1_614_265_330),
            "{\"test\": 2432232314}");

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void eitherSecretOfARotationVerifiesWithTheLibrary() throws Exception {
    Instant now = Clock.systemUTC().instant();
    String body = "{\"é\":\"Ville de Bruxelles\"}";
    String signature = WebhookSignature.standard(List.of(OTHER, PUBLISHED), "an-id", now, body);

    HttpHeaders headers =
        HttpHeaders.of(
            Map.of(
                "webhook-id", List.of("an-id"),
                "webhook-timestamp", List.of(Long.toString(now.getEpochSecond())),
                "webhook-signature", List.of(signature)),
            (_, _) -> true);
    new Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").verify(body, headers);
    new Webhook("whsec_b250aGFhbC1leGFtcGxlLXNlY3JldC0wMQ==").verify(body, headers);
    assertThat(signature.split(" ")).hasSize(2);
  }

  @Test
  @EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
  void knownAnswersOfTheTimestampedFormComeOut() throws Exception {
    List<String> lines = Files.readAllLines(ReferenceData.path("kat/webhook_hmac.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", 3);
      int end = cells[2].lastIndexOf(',', cells[2].lastIndexOf(',') - 1);
      String body = cells[2].substring(0, end).replaceAll("^\"|\"$", "").replace("\"\"", "\"");
      String expected = cells[2].substring(end + 1).split(",", 2)[0];
      String signed = cells[1].isEmpty() ? body : cells[1] + ":" + body;

      byte[] hmac = WebhookSignature.hmac(HexFormat.of().parseHex(cells[0]), signed);

      assertThat(HexFormat.of().formatHex(hmac)).as(line).isEqualTo(expected);
    }
  }

  @Test
  void timestampedFormSignsTimeColonBody() {
    Instant now = Instant.ofEpochSecond(1_767_225_600);

    assertThat(WebhookSignature.timestamped(List.of(OTHER), now, "{}"))
        .isEqualTo(HexFormat.of().formatHex(WebhookSignature.hmac(OTHER.key(), "1767225600:{}")));
  }

  @Test
  void secretIsNeverShown() {
    assertThat(PUBLISHED.toString()).isEqualTo("secret of 24 bytes");
    assertThat(Secret.parse("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).isEmpty();
    assertThat(Secret.parse("whsec_short")).isEmpty();
    assertThat(Secret.parse("whsec_!!!!")).isEmpty();
  }
}
