package org.onthaal.aggregation.notify.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.Route;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.rule.FileProblems;

/// Any text is routes to receivers that exist, or refused without repeating a secret.
class RouteFileFuzzTest {
  private static final String KEY = "c2Vjci5ldC1zZWNyLmV0LXNlY3IuZXQ=";

  @FuzzTest
  void fileIsRoutesOrRefused(byte[] file) {
    String yaml = new String(file, StandardCharsets.UTF_8);
    switch (RouteFile.parse(yaml, RouteFileFuzzTest::secret)) {
      case RouteFile.Invalid(var problems) ->
          assertThat(problems)
              .isNotEmpty()
              .hasSizeLessThanOrEqualTo(FileProblems.COUNT_MAX)
              .noneMatch(problem -> problem.expected().isEmpty());
      case RouteFile.Valid(RouteTable table) -> {
        for (Route route : table.routes()) {
          assertThat(table.receiver(route.receiver())).isPresent();
        }
        table.metaReceiver().ifPresent(name -> assertThat(table.receiver(name)).isPresent());
        for (ReceiverSpec receiver : table.receivers()) {
          if (receiver.destination() instanceof Destination.Webhook webhook) {
            assertThat(webhook.url().getScheme()).isIn("http", "https", "HTTP", "HTTPS");
            assertThat(webhook.url().getRawUserInfo()).isNull();
            assertThat(webhook.secrets()).isNotEmpty();
          }
          assertThat(receiver.destination().endpoint()).doesNotContain(KEY);
          assertThat(receiver.toString()).doesNotContain(KEY);
        }
      }
    }
  }

  private static String secret(String name) throws IOException {
    if (!name.equals("key")) {
      throw new IOException(name + " is not there");
    }
    return "whsec_" + KEY;
  }
}
