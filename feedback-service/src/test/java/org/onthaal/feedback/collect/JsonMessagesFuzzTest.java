package org.onthaal.feedback.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.AmendRatingRequest;
import org.onthaal.v1.SubmitRatingsRequest;

/// Any body is a message, a list of what is wrong with it, or refused as a whole.
class JsonMessagesFuzzTest {
  private static final Set<String> FROM_ELSEWHERE = Set.of("id", "receipt_code");

  @FuzzTest
  void bodyIsReadOrRefused(byte[] body) throws Exception {
    SubmitRatingsRequest.Builder batch = SubmitRatingsRequest.newBuilder();
    try {
      List<Violation> violations = JsonMessages.read(body, batch, Set.of());

      assertThat(violations).hasSizeLessThanOrEqualTo(2_000);
      assertThat(violations).noneMatch(v -> v.field().isEmpty() || v.expected().isEmpty());
      SubmitRatingsRequest.Builder again = SubmitRatingsRequest.newBuilder();
      byte[] printed = JsonFormat.printer().print(batch).getBytes(StandardCharsets.UTF_8);
      assertThat(JsonMessages.read(printed, again, Set.of())).isEmpty();
      assertThat(again.build()).isEqualTo(batch.build());
    } catch (UnreadableBodyException e) {
      assertThat(e).hasMessageNotContaining("Exception");
    }
    hiddenFieldsStayUnset(body);
  }

  private static void hiddenFieldsStayUnset(byte[] body) {
    AmendRatingRequest.Builder change = AmendRatingRequest.newBuilder();
    try {
      JsonMessages.read(body, change, FROM_ELSEWHERE);
    } catch (UnreadableBodyException _) {
      // Said above for the other message.
    }
    assertThat(change.getId() + change.getReceiptCode()).isEmpty();
  }
}
