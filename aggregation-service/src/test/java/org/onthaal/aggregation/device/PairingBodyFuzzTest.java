package org.onthaal.aggregation.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.JsonBody;
import org.onthaal.v1.CreatePairingRequest;
import org.onthaal.v1.Problem;

/// Any body with numbers, words, maps, durations and lists of messages is a request that says the
/// same when it is written again, or refused by name.
class PairingBodyFuzzTest {
  private static final Optional<String> JSON = Optional.of("application/json");
  private static final CreatePairingRequest EMPTY = CreatePairingRequest.getDefaultInstance();

  @FuzzTest
  void bodyIsARequestOrRefused(byte[] body) throws InvalidProtocolBufferException {
    switch (JsonBody.read(JSON, body, EMPTY)) {
      case Answer.Given<CreatePairingRequest>(CreatePairingRequest request) -> {
        byte[] written = JsonFormat.printer().print(request).getBytes(StandardCharsets.UTF_8);
        assertThat(JsonBody.read(JSON, written, EMPTY)).isEqualTo(new Answer.Given<>(request));
      }
      case Answer.Refused<CreatePairingRequest>(Problem problem) -> {
        assertThat(problem.getViolationsList())
            .noneMatch(v -> v.getField().isEmpty() || v.getExpected().isEmpty());
        assertThat(problem.getDetail()).isNotBlank().doesNotContain("Exception", "\tat ");
      }
    }
  }
}
