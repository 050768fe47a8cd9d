package org.onthaal.feedback.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPartitionsTest {
  @Test
  void hashIsThatOfItsSpecification() {
    CRC32C checksum = new CRC32C();
    checksum.update("123456789".getBytes(StandardCharsets.US_ASCII));

    assertThat(checksum.getValue()).isEqualTo(0xE3069283L);
    assertThat(LogPartitions.of("123456789")).isEqualTo(0x3);
  }

  // Computed apart from this code, bit by bit with the reversed polynomial 0x82F63B78.
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a, 0",
    "commune-de-la-senne, 1",
    "SFO, 4",
    "GP, 0",
    "Région de Bruxelles-Capitale, 7",
    "北京, 15"
  })
  void administrationsNeverMoveToAnotherPartition(String administration, int partition) {
    assertThat(LogPartitions.of(administration)).isEqualTo(partition);
  }
}
