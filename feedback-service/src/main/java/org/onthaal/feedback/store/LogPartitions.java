package org.onthaal.feedback.store;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// Which partition holds an administration: CRC-32C (RFC 3720, appendix B.4) of its code in UTF-8,
/// modulo the number of partitions. Fixed for ever: a reader's checkpoints depend on it.
public final class LogPartitions {
  public static final int COUNT = 16;

  private LogPartitions() {}

  public static int of(String administration) {
    CRC32C checksum = new CRC32C();
    checksum.update(administration.getBytes(StandardCharsets.UTF_8));
    return (int) (checksum.getValue() % COUNT);
  }
}
