package org.onthaal.sdk;

import java.nio.file.Path;

/** An application that submits and ends, without closing anything. */
final class ForgetfulProcess {
  private ForgetfulProcess() {}

  /**
   * Submits ten ratings.
   *
   * @param arguments the server's address, the spool's folder
   */
  public static void main(String[] arguments) {
    FeedbackClient client =
        FeedbackClient.connect(
            FeedbackOptions.builder(arguments[0])
                .spool(Path.of(arguments[1]))
                .touchpoint("parking-permit")
                .build());
    for (int i = 0; i < 10; i++) {
      System.out.println(client.submit(Rating.csat(3)));
    }
  }
}
