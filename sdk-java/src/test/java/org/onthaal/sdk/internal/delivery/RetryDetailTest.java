package org.onthaal.sdk.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryDetailTest {
  @Test
  void delayIsFoundAmongTheDetails() {
    assertThat(RetryDetail.delay(status(2, 500_000_000))).contains(Duration.ofMillis(2_500));
    assertThat(RetryDetail.delay(status(0, 0))).contains(Duration.ZERO);
  }

  @Test
  void whatIsNoDelayIsNone() {
    assertThat(RetryDetail.delay(status(-5, 0))).isEmpty();
    assertThat(RetryDetail.delay(status(0, -1))).isEmpty();
    assertThat(RetryDetail.delay(status(Long.MAX_VALUE, 0))).isEmpty();
    assertThat(RetryDetail.delay(new byte[0])).isEmpty();
    assertThat(RetryDetail.delay(new byte[] {1, 2, 3, -1})).isEmpty();
    assertThat(RetryDetail.delay(Status.newBuilder().setCode(14).build().toByteArray())).isEmpty();
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
