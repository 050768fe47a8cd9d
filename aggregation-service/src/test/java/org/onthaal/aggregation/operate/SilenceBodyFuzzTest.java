package org.onthaal.aggregation.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.JsonBody;
import org.onthaal.v1.CreateSilenceRequest;
import org.onthaal.v1.Problem;

/// Any body with times, lists and messages inside is a request that says the same when it is
/// written again, or refused by name.
class SilenceBodyFuzzTest {
  private static final Optional<String> JSON = Optional.of("application/json");
  private static final CreateSilenceRequest EMPTY = CreateSilenceRequest.getDefaultInstance();

  @FuzzTest
  void bodyIsARequestOrRefused(byte[] body) throws InvalidProtocolBufferException {
    switch (JsonBody.read(JSON, body, EMPTY)) {
      case Answer.Given<CreateSilenceRequest>(CreateSilenceRequest request) -> {
        byte[] written = JsonFormat.printer().print(request).getBytes(StandardCharsets.UTF_8);
        assertThat(JsonBody.read(JSON, written, EMPTY)).isEqualTo(new Answer.Given<>(request));
      }
      case Answer.Refused<CreateSilenceRequest>(Problem problem) -> {
        assertThat(problem.getViolationsList())
            .noneMatch(v -> v.getField().isEmpty() || v.getExpected().isEmpty());
        assertThat(problem.getDetail()).isNotBlank().doesNotContain("Exception", "\tat ");
      }
    }
  }
}
