package org.onthaal.sdk.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.onthaal.sdk.SpoolPolicy;

/**
 * The power goes at any moment, again and again: whatever the disk kept of what was not forced,
 * everything that was promised is there, and nothing is told as lost.
 */
class PowerLossTest {
  private static final int ROUNDS = 400;
  private static final int SEGMENT_BYTES = 66_000;

  private final Random random = new Random(20_261_127);
  private final List<String> losses = new ArrayList<>();
  private int made;

  @Test
  void whatWasPromisedOutlivesEveryLossOfPower() throws IOException {
    CrashDisk disk = new CrashDisk(random);
    Set<String> promised = new HashSet<>();
    Set<String> settled = new HashSet<>();
    int survived = 0;
    for (int round = 0; round < ROUNDS; round++) {
      FileSpool spool = open(disk);
      assertThat(contents(spool)).as("round %d", round).containsAll(promised);
      work(spool, disk, promised, settled);
      disk.losePower();
      survived += promised.size();
    }
    assertThat(contents(open(disk))).containsAll(promised);
    assertThat(survived).isGreaterThan(ROUNDS);
    assertThat(settled).isNotEmpty();
  }

  private FileSpool open(CrashDisk disk) throws IOException {
    return FileSpool.open(
        disk,
        new FileSpool.Limits(SEGMENT_BYTES, 6L * SEGMENT_BYTES, SpoolPolicy.REJECT_NEW),
        (reason, count, detail) -> losses.add(reason + " " + count + " " + detail),
        System::nanoTime);
  }

  private void work(FileSpool spool, CrashDisk disk, Set<String> promised, Set<String> settled)
      throws IOException {
    disk.failAfter(random.nextInt(40));
    try {
      for (int step = random.nextInt(12); step > 0; step--) {
        if (random.nextInt(3) > 0) {
          append(spool, promised);
        } else {
          settle(spool, promised, settled);
        }
      }
    } catch (CrashDisk.PowerLossException e) {
      // that is the end of this round
    }
  }

  private void append(FileSpool spool, Set<String> promised) {
    List<byte[]> payloads = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      String text = "r" + made++ + " ".repeat(random.nextInt(4_000));
      texts.add(text.strip());
      payloads.add(text.getBytes(StandardCharsets.UTF_8));
    }
    int count = spool.append(payloads, 0).count();
    promised.addAll(texts.subList(0, count));
  }

  private void settle(FileSpool spool, Set<String> promised, Set<String> settled)
      throws IOException {
    List<SpoolRecord> some = spool.peek(1 + random.nextInt(20), 1_000_000);
    if (some.isEmpty()) {
      return;
    }
    for (SpoolRecord each : some) {
      String text = text(each);
      promised.remove(text);
      settled.add(text);
    }
    spool.settle(some.get(some.size() - 1));
  }

  private static Set<String> contents(FileSpool spool) throws IOException {
    Set<String> found = new HashSet<>();
    for (SpoolRecord each : spool.everything()) {
      found.add(text(each));
    }
    return found;
  }

  private static String text(SpoolRecord record) {
    return new String(record.payload(), StandardCharsets.UTF_8).strip();
  }

  /** Damage is not what a loss of power makes: the buffers below are only cut, never changed. */
  @Test
  void cutWritesAreCutInWholeSectors() throws IOException {
    CrashDisk disk = new CrashDisk(random);
    SpoolFile file = disk.open("a");
    file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);
    file.force();
    disk.force();
    file.write(ByteBuffer.wrap(new byte[] {9, 9, 9}), 0);
    disk.losePower();

    ByteBuffer found = ByteBuffer.allocate(3);
    disk.open("a").read(found, 0);
    assertThat(found.array()).isIn(new byte[] {1, 2, 3}, new byte[] {9, 9, 9});
  }
}
