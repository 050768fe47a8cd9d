package org.onthaal.sdk;

import java.nio.file.Path;
import java.time.Duration;

/** An application whose spool lies on a disk that fills up, and says how it fares. */
final class FullDiskProcess {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private FullDiskProcess() {}

  /**
   * Submits until the disk is full, then until it takes ratings again.
   *
   * @param arguments the spool's folder
   */
  public static void main(String[] arguments) throws InterruptedException {
    FeedbackClient client =
        FeedbackClient.connect(
            FeedbackOptions.builder("http://127.0.0.1:1")
                .spool(Path.of(arguments[0]))
                .touchpoint("parking-permit")
                .build());
    Rating rating = Rating.csat(2).comment("x".repeat(4_000));
    long durable = 0;
    System.out.println(client.submitDurable(rating).isDurable() ? "durable" : "not durable");
    durable++;
    Submission submission = client.submitDurable(rating);
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (submission.isAccepted() && System.nanoTime() < until) {
      durable += submission.isDurable() ? 1 : 0;
      submission = client.submitDurable(rating);
    }
    System.out.println(submission instanceof Submission.Rejected no ? no.reason() : submission);
    while (!submission.isDurable() && System.nanoTime() < until) {
      Thread.sleep(50);
      submission = client.submitDurable(rating);
    }
    durable += submission.isDurable() ? 1 : 0;
    System.out.println(submission.isDurable() ? "durable again" : submission);
    CloseReport report = client.close(PATIENCE.dividedBy(60));
    System.out.println(report.spooled() == durable ? "all are kept" : report + " of " + durable);
  }
}
