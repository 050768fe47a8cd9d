package org.onthaal.feedback.phone.agi;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Any address is read without a fault, and its secret is not shown.
class AgiRequestFuzzTest {
  @FuzzTest
  void addressIsReadAndItsSecretIsNotShown(byte[] address) throws ProtocolException {
    String text = new String(address, StandardCharsets.UTF_8);

    AgiRequest byScript = AgiRequest.of(Map.of("agi_network_script", text));
    AgiRequest byRequest = AgiRequest.of(Map.of("agi_request", text));

    assertThat(byScript.script()).doesNotContain("?");
    assertThat(byRequest.script()).doesNotContain("?");
    assertThat(byScript.parameter("secret")).isEqualTo(byScript.query().getOrDefault("secret", ""));
    assertThat(byScript.toString()).isEqualTo("call of " + byScript.script());
  }
}
