package org.onthaal.spring;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.FeedbackListener;
import org.onthaal.sdk.Health;
import org.onthaal.sdk.RatingId;
import org.onthaal.sdk.Receipt;

/** All listeners of an application, each of which hears everything, also when another one fails. */
final class Listeners implements FeedbackListener {
  private final List<FeedbackListener> all;

  Listeners(List<FeedbackListener> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public void delivered(Receipt receipt) {
    tell(each -> each.delivered(receipt));
  }

  @Override
  public void dropped(Optional<RatingId> id, DropReason reason, String detail) {
    tell(each -> each.dropped(id, reason, detail));
  }

  @Override
  public void healthChanged(Health health) {
    tell(each -> each.healthChanged(health));
  }

  private void tell(Consumer<FeedbackListener> news) {
    @Nullable RuntimeException failure = null;
    for (FeedbackListener each : all) {
      try {
        news.accept(each);
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure; // the client logs it
    }
  }
}
