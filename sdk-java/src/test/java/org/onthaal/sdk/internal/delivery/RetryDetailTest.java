package org.onthaal.sdk.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onthaal.sdk.internal.StatusDetails;

class RetryDetailTest {
  @Test
  void delayIsFoundAmongTheDetails() {
    assertThat(delay(status(2, 500_000_000))).contains(Duration.ofMillis(2_500));
    assertThat(delay(status(0, 0))).contains(Duration.ZERO);
  }

  @Test
  void whatIsNoDelayIsNone() {
    assertThat(delay(status(-5, 0))).isEmpty();
    assertThat(delay(status(0, -1))).isEmpty();
    assertThat(delay(status(Long.MAX_VALUE, 0))).isEmpty();
    assertThat(delay(new byte[0])).isEmpty();
    assertThat(delay(new byte[] {1, 2, 3, -1})).isEmpty();
    assertThat(delay(Status.newBuilder().setCode(14).build().toByteArray())).isEmpty();
  }

  private static Optional<Duration> delay(byte[] status) {
    return StatusDetails.find(status, RetryDetail.TYPE).flatMap(RetryDetail::delay);
  }

  private static byte[] status(long seconds, int nanos) {
    com.google.protobuf.Duration delay =
        com.google.protobuf.Duration.newBuilder().setSeconds(seconds).setNanos(nanos).build();
    return Status.newBuilder()
        .setCode(14)
        .addDetails(Any.pack(ErrorInfo.newBuilder().setReason("OVERLOADED").build()))
        .addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()))
        .build()
        .toByteArray();
  }
}
