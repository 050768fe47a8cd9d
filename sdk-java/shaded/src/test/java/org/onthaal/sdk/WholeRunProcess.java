package org.onthaal.sdk;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** Uses everything of the SDK once: for {@link ReachabilityTest}. */
final class WholeRunProcess {
  private static final Duration SOON = Duration.ofSeconds(60);

  private WholeRunProcess() {}

  /**
   * Sends, is refused, waits for a server that is away, and mints.
   *
   * @param arguments a server with TLS, one without, one that is away, whom to trust, a folder
   */
  public static void main(String[] arguments) {
    Path spool = Path.of(arguments[4]);
    Rating rating =
        Rating.of(
                List.of(
                    new Answer.Score("", Metric.CSAT, 4),
                    new Answer.Choices("why", List.of("wait")),
                    new Answer.DontKnow("again")))
            .at("parking-permit")
            .through(Channel.KIOSK)
            .in("nl")
            .comment("Snel geholpen.")
            .context("counter", "4");
    try (FeedbackClient away =
        FeedbackClient.connect(FeedbackOptions.builder(arguments[2]).spool(spool).build())) {
      System.out.println(away.submitDurable(rating));
      System.out.println(away.flush(Duration.ofMillis(500)) + " " + away.health());
      System.out.println(away.close(Duration.ZERO));
    }
    FeedbackOptions secure =
        FeedbackOptions.builder(arguments[0])
            .trust(Path.of(arguments[3]))
            .spool(spool)
            .key("ons_live_0123456789ABCDEFGHIJKLMNOPQRST0W3Sx7")
            .build();
    try (FeedbackClient client = FeedbackClient.connect(secure)) {
      System.out.println(client.submit(Rating.nps(9).at("parking-permit")));
      System.out.println(client.flush(SOON) + " " + client.stats());
    }
    try (FeedbackClient client =
        FeedbackClient.connect(
            FeedbackOptions.builder(arguments[1]).scores(arguments[1]).build())) {
      System.out.println(client.submitAndWait(Rating.csat(2).at("refused"), SOON));
      System.out.println(client.submitAndWait(Rating.csat(5).at("parking-permit"), SOON));
      LocalDate day = LocalDate.of(2026, 11, 1);
      System.out.println(client.scores(ScoreQuery.between(day, day.plusDays(1)), SOON));
    }
    URI link =
        Invitations.of("http://localhost:8080", "ons_live_0123456789ABCDEFGHIJKLMNOPQRST0W3Sx7")
            .mint("parking-permit", Channel.EMAIL, Duration.ofDays(30))
            .link();
    System.out.println(link);
  }
}
