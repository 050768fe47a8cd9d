package org.onthaal.standalone.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void textOfAFileCannotSteerTheTerminal() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    new Progress(out, false, () -> 0).say("score: '\u001b[2J\u0007\u009b'");

    assertThat(bytes.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo("score: '\uFFFD[2J\uFFFD\uFFFD'");
  }
}
