package org.onthaal.sdk.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.Receipt;
import org.onthaal.sdk.internal.Protos;
import org.onthaal.sdk.internal.delivery.Losses;
import org.onthaal.sdk.internal.delivery.Reply;
import org.onthaal.sdk.internal.delivery.Transport;

/** The way to a fake. */
final class FakeTransport implements Transport {
  private final FakeFeedback fake;
  private final Clock clock;

  FakeTransport(FakeFeedback fake, Clock clock) {
    this.fake = fake;
    this.clock = clock;
  }

  @Override
  public Reply send(List<byte[]> ratings, Duration timeout) {
    String absence = fake.absence();
    if (!absence.isEmpty()) {
      return new Reply.Failed(Reply.Kind.RETRY, absence, Optional.empty());
    }
    List<Reply.Item> items = new ArrayList<>();
    try {
      for (byte[] each : ratings) {
        items.add(item(Protos.rating(Protos.decode(each, clock.instant()))));
      }
    } catch (InvalidProtocolBufferException e) {
      return new Reply.Failed(Reply.Kind.REFUSED, String.valueOf(e.getMessage()), Optional.empty());
    }
    return new Reply.Answered(items);
  }

  @Override
  public boolean tell(List<Losses.Report> losses, Duration timeout) {
    return fake.absence().isEmpty() && fake.note(losses);
  }

  private Reply.Item item(Rating rating) {
    if (fake.isRefused(rating)) {
      return new Reply.Item.Refused("refused by the test", List.of());
    }
    boolean duplicate = fake.store(rating);
    return new Reply.Item.Stored(
        new Receipt(rating.id().orElseThrow(), "fake", "fake", clock.instant(), duplicate));
  }

  @Override
  public void close() {}
}
