package org.onthaal.feedback.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.onthaal.feedback.privacy.ReceiptCodes;
import org.onthaal.feedback.privacy.Secret;
import org.onthaal.feedback.rating.RatingId;

/// Only the header that was given out with a rating opens it.
class ReceiptHeaderFuzzTest {
  private static final ReceiptCodes CODES = new ReceiptCodes("a", new Secret(new byte[32]));
  private static final RatingId ID =
      new RatingId(UUID.fromString("019cbdf0-7400-7000-8000-000000000001"));
  private static final String TOWN = "town";
  private static final String CODE = CODES.code(TOWN, ID);

  @FuzzTest
  void onlyTheGivenCodeMatches(byte[] header) {
    String text = new String(header, StandardCharsets.ISO_8859_1);

    String code = HttpRequests.receiptCode(text);

    assertThat(code).isEqualTo(code.strip());
    assertThat(text).contains(code);
    assertThat(CODES.matches(code, TOWN, ID)).isEqualTo(code.equals(CODE));
    if (!code.isEmpty()) {
      assertThat(text.strip().toLowerCase(Locale.ROOT)).startsWith("receipt ");
      assertThat(HttpRequests.receiptCode("Receipt " + code)).isEqualTo(code);
    }
    assertThat(CODES.matches(CODE, TOWN + text, ID)).isEqualTo(text.isEmpty());
  }
}
