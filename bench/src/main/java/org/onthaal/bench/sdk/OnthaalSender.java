package org.onthaal.bench.sdk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.onthaal.sdk.Channel;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackOptions;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.Submission;

/// Ours.
final class OnthaalSender implements Sender {
  /// Room for the longest run of [DurableRun].
  private static final long SPOOL_BYTES = 2L << 30;

  private static final Duration FLUSH_MAX = Duration.ofSeconds(15);

  private final FeedbackClient client;
  private final boolean durable;

  /// @param durable whether to wait for the disk
  OnthaalSender(Path folder, int port, boolean durable) {
    this.durable = durable;
    client =
        FeedbackClient.connect(
            FeedbackOptions.builder("http://127.0.0.1:" + port)
                .spool(folder)
                .spoolBytes(SPOOL_BYTES)
                .callTimeout(SenderKind.CALL_TIMEOUT)
                .retries(FeedbackOptions.DEFAULT_RETRY_FIRST, SenderKind.RETRY_MAX)
                .build());
  }

  @Override
  public Optional<String> submit() {
    Rating rating = Rating.csat(4).at("parking-permit").through(Channel.WEB).in("nl");
    Submission submission = durable ? client.submitDurable(rating) : client.submit(rating);
    return (durable ? submission.isDurable() : submission.isAccepted())
        ? Optional.of(submission.id().toString())
        : Optional.empty();
  }

  @Override
  public void close() {
    var _ = client.flush(FLUSH_MAX);
    client.close();
  }
}
