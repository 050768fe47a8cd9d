package org.onthaal.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** An application that does what it is told, line by line. */
final class ObedientProcess {
  private ObedientProcess() {}

  /**
   * Obeys {@code clock}, {@code submit} and {@code flush SECONDS} until its input ends.
   *
   * @param arguments the server's address and the spool's folder
   */
  public static void main(String[] arguments) throws IOException {
    try (BufferedReader told =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        FeedbackClient client =
            FeedbackClient.connect(
                FeedbackOptions.builder(arguments[0])
                    .spool(Path.of(arguments[1]))
                    .keepFor(Duration.ofHours(1))
                    .retries(Duration.ofMillis(100), Duration.ofSeconds(1))
                    .touchpoint("parking-permit")
                    .build())) {
      for (String word = told.readLine(); word != null; word = told.readLine()) {
        System.out.println(
            switch (word) {
              case "clock" -> System.currentTimeMillis();
              case "submit" -> client.submitDurable(Rating.csat(4)).isDurable();
              default -> client.flush(seconds(word)) + " " + client.stats().dropped();
            });
      }
    }
  }

  private static Duration seconds(String word) {
    return Duration.ofSeconds(Long.parseLong(word.substring("flush ".length())));
  }
}
