package org.onthaal.bench.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onthaal.bench.drive.Shape;
import org.onthaal.bench.drive.Traffic;
import org.onthaal.v1.Rating;

class IntakeBenchTest {
  @Test
  void cellsAreComparedWithThePeerOfAsManyCallers() {
    List<Integer> inFlight = List.of(1, 64, 512, 2048);

    assertThat(IntakeBench.peer("unary-64", inFlight)).isEqualTo("peer-64");
    assertThat(IntakeBench.peer("http-2048", inFlight)).isEqualTo("peer-2048");
    assertThat(IntakeBench.peer("batch-100", inFlight)).isEqualTo("peer-512");
    assertThat(IntakeBench.peer("copy", inFlight)).isEqualTo("peer-512");
    assertThat(IntakeBench.peer("copy", List.of(1, 8))).isEqualTo("peer-8");
  }

  @Test
  void jsonWrittenByHandIsTheSameRating() throws InvalidProtocolBufferException {
    Traffic traffic = new Traffic(Shape.WIDE);
    for (int i = 0; i < 100; i++) {
      Rating rating = traffic.next();
      Rating.Builder read = Rating.newBuilder();
      JsonFormat.parser().merge(HttpCell.json(rating), read);

      assertThat(read.build()).isEqualTo(rating);
    }
  }
}
