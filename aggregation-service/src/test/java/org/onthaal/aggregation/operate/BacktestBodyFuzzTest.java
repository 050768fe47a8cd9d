package org.onthaal.aggregation.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.JsonBody;
import org.onthaal.v1.BacktestRequest;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;

/// Any body is a request that says the same when it is written again, or refused by name.
class BacktestBodyFuzzTest {
  private static final Optional<String> JSON = Optional.of("application/json");

  @FuzzTest
  void bodyIsARequestOrRefused(byte[] body) throws InvalidProtocolBufferException {
    switch (JsonBody.read(JSON, body, BacktestRequest.getDefaultInstance())) {
      case Answer.Given<BacktestRequest>(BacktestRequest request) -> {
        byte[] written = JsonFormat.printer().print(request).getBytes(StandardCharsets.UTF_8);
        assertThat(JsonBody.read(JSON, written, BacktestRequest.getDefaultInstance()))
            .isEqualTo(new Answer.Given<>(request));
      }
      case Answer.Refused<BacktestRequest>(Problem problem) -> {
        assertThat(problem.getReason())
            .isIn(Reason.MALFORMED, Reason.UNKNOWN_FIELD, Reason.INVALID, Reason.VIOLATIONS);
        assertThat(problem.getViolationsList())
            .noneMatch(v -> v.getField().isEmpty() || v.getExpected().isEmpty());
        assertThat(problem.getDetail()).isNotBlank().doesNotContain("Exception", "\tat ");
        assertThat(problem.getDetail().length()).isLessThan(1_000);
      }
    }
  }
}
