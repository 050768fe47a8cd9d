package org.onthaal.sdk.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.onthaal.sdk.SpoolPolicy;

/**
 * Whatever a file of a spool holds, it is read without a fault, within what it holds, the same each
 * time, and goes on to take records.
 */
class SpoolFuzzTest {
  private static final String FIRST = "0000000000000001.spool";
  private static final FileSpool.Limits LIMITS =
      new FileSpool.Limits(70_000, 1_000_000, SpoolPolicy.REJECT_NEW);
  private static final byte[] MORE = "one more".getBytes(StandardCharsets.US_ASCII);

  @FuzzTest
  void fileIsReadAndGoesOn(byte[] file) throws IOException {
    CrashDisk disk = new CrashDisk(new Random(1));
    disk.open(FIRST).write(ByteBuffer.wrap(file), 0);
    List<Long> lost = new ArrayList<>();
    List<String> first;
    try (FileSpool spool = open(disk, lost)) {
      first = texts(spool);
      assertThat(first.stream().mapToLong(String::length).sum()).isLessThanOrEqualTo(file.length);
      assertThat(spool.append(List.of(MORE), 0).count()).isEqualTo(1);
    }
    assertThat(lost).allMatch(count -> count > 0);
    List<Long> again = new ArrayList<>();
    try (FileSpool spool = open(disk, again)) {
      List<String> expected = new ArrayList<>(first);
      expected.add(new String(MORE, StandardCharsets.ISO_8859_1));
      assertThat(texts(spool)).isEqualTo(expected);
    }
  }

  private static FileSpool open(CrashDisk disk, List<Long> lost) throws IOException {
    return FileSpool.open(disk, LIMITS, (reason, count, detail) -> lost.add(count), () -> 0L);
  }

  private static List<String> texts(FileSpool spool) throws IOException {
    return spool.everything().stream()
        .map(each -> new String(each.payload(), StandardCharsets.ISO_8859_1))
        .toList();
  }
}
