package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the page on integration shows stands, word for word, in the tests of the modules that have
 * the libraries for it: there it is compiled and run.
 */
class IntegratePageTest {
  private static final Path PAGE = Path.of("..", "docs", "integrate-java.md");
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final int LINES_MAX = 150;

  @Test
  void everySnippetIsPartOfATest() throws IOException {
    List<String> tests = tests();
    Matcher matcher = SNIPPET.matcher(Files.readString(PAGE));
    int count = 0;
    while (matcher.find()) {
      String snippet = matcher.group(1);
      assertThat(tests).as(snippet).anyMatch(test -> test.contains(squeezed(snippet)));
      count++;
    }
    assertThat(count).isGreaterThan(5);
  }

  @Test
  void pageIsShort() throws IOException {
    assertThat(Files.readAllLines(PAGE)).hasSizeLessThanOrEqualTo(LINES_MAX);
  }

  private static List<String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(""))) {
      return files
          .filter(file -> file.toString().contains("src/test/java"))
          .filter(file -> file.toString().endsWith(".java"))
          .map(IntegratePageTest::squeezed)
          .toList();
    }
  }

  private static String squeezed(Path file) {
    try {
      return squeezed(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without spaces, since a snippet is indented less. */
  private static String squeezed(String code) {
    return code.replaceAll("\\s", "");
  }
}
