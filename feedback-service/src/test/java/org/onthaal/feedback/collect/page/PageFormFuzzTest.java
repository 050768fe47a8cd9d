package org.onthaal.feedback.collect.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/// Any form is read as the browser meant it, or not at all.
class PageFormFuzzTest {
  @FuzzTest
  void formSurvivesBeingSentAgain(byte[] body) {
    Optional<PageForm> form = PageForm.parse(new String(body, StandardCharsets.UTF_8));

    form.ifPresent(read -> {
      assertThat(PageForm.parse(sent(read))).contains(read);
      assertThat(read.visibleComment().chars())
          .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
      read.id().ifPresent(id -> assertThat(read.first("id")).isEqualToIgnoringCase(id.toString()));
      read.version().ifPresent(version -> assertThat(version).isBetween(0, 9_999));
    });
  }

  private static String sent(PageForm form) {
    return form.fields().entrySet().stream()
        .flatMap(field ->
            field.getValue().stream().map(value -> encoded(field.getKey()) + "=" + encoded(value)))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
