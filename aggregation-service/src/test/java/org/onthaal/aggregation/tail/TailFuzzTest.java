package org.onthaal.aggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.DateTimeException;
import org.onthaal.v1.RecountCell;
import org.onthaal.v1.TailResponse;

/// Any message of the log is a signal, nothing, or a log that is said to be broken.
class TailFuzzTest {
  @FuzzTest
  void messageIsASignalOrBroken(byte[] bytes) {
    try {
      TailResponse response = TailResponse.parseFrom(bytes);
      Protos.signal(response)
          .ifPresent(signal ->
              assertThat(signal.partition())
                  .isEqualTo(
                      response.hasBatch()
                          ? response.getBatch().getPartition()
                          : response.getCaughtUp().getPartition()));
    } catch (InvalidProtocolBufferException _) {
      // gRPC refuses it before this service sees it.
    } catch (LogBrokenException e) {
      assertThat(e).hasMessageContaining("expected");
    }
    recountedCellIsReadOrRefused(bytes);
  }

  private static void recountedCellIsReadOrRefused(byte[] bytes) {
    try {
      RecountedCell cell = Protos.cell(RecountCell.parseFrom(bytes));
      assertThat(cell.tally()).isNotNull();
    } catch (InvalidProtocolBufferException _) {
      // As above.
    } catch (IllegalArgumentException | DateTimeException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
