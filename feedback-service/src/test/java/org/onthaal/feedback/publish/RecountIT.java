package org.onthaal.feedback.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.v1.RatingLogServiceGrpc.RatingLogServiceBlockingStub;
import org.onthaal.v1.RecountRequest;
import org.onthaal.v1.RecountResponse;

class RecountIT {
  @TempDir private Path keys;
  private TestFeedback feedback;
  private RatingLogServiceBlockingStub stub;

  @BeforeEach
  void start() {
    feedback = new TestFeedback(RecountIT.class, keys);
    stub = feedback.log(feedback.start(InstantSource.system(), Map.of()));
  }

  @AfterEach
  void stop() {
    feedback.close();
  }

  @Test
  void thirdRecountAtOnceIsRefusedUntilOneHasEnded() throws Exception {
    Iterator<RecountResponse> first;
    Iterator<RecountResponse> second;
    try (Connection blocker = DriverManager.getConnection(feedback.url())) {
      blocker.setAutoCommit(false);
      blocker.createStatement().execute("LOCK TABLE rating");
      first = recount();
      second = recount();
      assertThat(first.next().hasHeads()).isTrue();
      assertThat(second.next().hasHeads()).isTrue();

      assertThat(refusal(RecountRequest.getDefaultInstance()))
          .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }
    first.forEachRemaining(_ -> {});
    second.forEachRemaining(_ -> {});
    assertThat(recount().next().hasHeads()).isTrue();
  }

  @Test
  void timeThatIsNoneIsRefused() {
    Timestamp never = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();

    assertThat(refusal(RecountRequest.newBuilder().setMinutesFrom(never).build()))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  private Iterator<RecountResponse> recount() {
    return stub.recount(RecountRequest.getDefaultInstance());
  }

  private Status.Code refusal(RecountRequest request) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> stub.recount(request).next())
        .getStatus()
        .getCode();
  }
}
