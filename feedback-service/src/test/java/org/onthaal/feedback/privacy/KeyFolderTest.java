package org.onthaal.feedback.privacy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFolderTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "not hexadecimal", "00ff"})
  void damagedKeyIsNamedAndKept(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("receipt.key"), content);
    KeyFolder keys = new KeyFolder(folder, () -> new byte[Secret.BYTES]);

    assertThatThrownBy(() -> keys.secret("receipt"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("64 hexadecimal digits");
  }
}
