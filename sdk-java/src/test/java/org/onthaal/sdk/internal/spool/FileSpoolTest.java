package org.onthaal.sdk.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.SpoolPolicy;

/** What was appended is there again, in order, whatever happened to the files in between. */
class FileSpoolTest {
  private static final int SEGMENT_BYTES = 70_000;
  private static final String FIRST = "0000000000000001.spool";

  @TempDir private Path folder;
  private final List<String> losses = new ArrayList<>();
  private long lost;
  private long nanos;

  @Test
  void recordsAreReadInOrderAndForgottenOnceSettled() throws IOException {
    try (FileSpool spool = open(folder)) {
      append(spool, 0, 10);
      List<SpoolRecord> four = spool.peek(4, 1_000_000);
      spool.settle(four.get(3));

      assertThat(texts(four)).containsExactly("r0", "r1", "r2", "r3");
      assertThat(texts(spool.peek(100, 1_000_000)))
          .containsExactly("r4", "r5", "r6", "r7", "r8", "r9");
      assertThat(spool.waiting()).isEqualTo(6);
    }
    try (FileSpool again = open(folder)) {
      assertThat(again.waiting()).isEqualTo(6);
      append(again, 10, 12);

      assertThat(texts(again.peek(100, 1_000_000)))
          .containsExactly("r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11");
    }
    assertThat(lost).isZero();
  }

  @Test
  void bytesBoundABatch() throws IOException {
    try (FileSpool spool = open(folder)) {
      spool.append(List.of(new byte[1_000], new byte[1_000], new byte[1_000]), 0);

      assertThat(spool.peek(100, 1_500)).hasSize(2);
      assertThat(spool.peek(100, 1)).hasSize(1);
    }
  }

  @Test
  void filesGoOnceTheirRecordsAreSettled() throws IOException {
    try (FileSpool spool = open(folder)) {
      for (int i = 0; i < 20; i++) {
        append(spool, i, i + 1, 10_000);
      }
      assertThat(files()).hasSize(4);

      for (List<SpoolRecord> some = spool.peek(3, 1_000_000);
          !some.isEmpty();
          some = spool.peek(3, 1_000_000)) {
        spool.settle(some.get(some.size() - 1));
      }

      assertThat(spool.waiting()).isZero();
      assertThat(files()).hasSize(1);
    }
  }

  @Test
  void fullSpoolRefusesNewRecordsAndTakesThemOnceThereIsRoom() throws IOException {
    try (FileSpool spool = open(folder)) {
      List<byte[]> many = IntStream.range(0, 100).mapToObj(i -> new byte[10_000]).toList();
      Spool.Appended appended = spool.append(many, 0);

      assertThat(appended.count()).isEqualTo(24);
      assertThat(appended.hindrance()).contains("its limit");
      assertThat(spool.waiting()).isEqualTo(24);

      spool.settle(spool.peek(6, 1_000_000).get(5));
      assertThat(spool.append(many.subList(0, 6), 0).hindrance()).isEmpty();
      assertThat(lost).isZero();
    }
  }

  @Test
  void spoolThatPrefersNewRecordsTellsTheOldOnesThatItDrops() throws IOException {
    try (FileSpool spool = open(folder, SpoolPolicy.DROP_OLDEST)) {
      for (int i = 0; i < 40; i++) {
        append(spool, i, i + 1, 10_000);
      }
      List<SpoolRecord> rest = spool.peek(1, 1);

      assertThat(lost + spool.waiting()).isEqualTo(40);
      assertThat(text(rest.get(0))).isEqualTo("r" + lost);
      assertThat(losses).allMatch(each -> each.startsWith(DropReason.SPOOL_FULL.name()));
    }
  }

  /** A listener of losses may be as slow as it likes, and so may the disk. */
  @Test
  void countIsGivenWhileAnotherThreadHoldsTheSpool() throws IOException {
    List<Long> counted = new ArrayList<>();
    FileSpool.Limits limits =
        new FileSpool.Limits(SEGMENT_BYTES, 3L * SEGMENT_BYTES, SpoolPolicy.DROP_OLDEST);
    FileSpool[] opened = new FileSpool[1];
    try (FileSpool spool =
        FileSpool.open(
            new FolderDisk(folder),
            limits,
            (reason, count, detail) ->
                counted.add(
                    CompletableFuture.supplyAsync(opened[0]::waiting)
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join()),
            () -> nanos)) {
      opened[0] = spool;
      for (int i = 0; i < 19; i++) {
        append(spool, i, i + 1, 10_000);
      }

      assertThat(counted).containsExactly(12L);
      assertThat(spool.waiting()).isEqualTo(13);
    }
  }

  @Test
  void recordSettledAfterItWasDroppedForgetsNothingElse() throws IOException {
    try (FileSpool spool = open(folder, SpoolPolicy.DROP_OLDEST)) {
      append(spool, 0, 1, 10_000);
      SpoolRecord first = spool.peek(1, 1).get(0);
      for (int i = 1; i < 40; i++) {
        append(spool, i, i + 1, 10_000);
      }
      long waiting = spool.waiting();
      spool.settle(first);

      assertThat(spool.waiting()).isEqualTo(waiting);
    }
  }

  /** A loss of power leaves any beginning of the last write. */
  @Test
  void everyCutKeepsAllWholeRecords() throws IOException {
    append(8);
    long end = 8L * (Frame.OVERHEAD_BYTES + 2);
    for (int cut = 0; cut <= end; cut++) {
      Path copy = copy("cut-" + cut);
      try (RandomAccessFile file = new RandomAccessFile(copy.resolve(FIRST).toFile(), "rw")) {
        file.setLength(cut);
      }
      losses.clear();
      lost = 0;

      try (FileSpool spool = open(copy)) {
        int whole = cut / (Frame.OVERHEAD_BYTES + 2);
        // A record without its last byte, the end mark, is whole as its checksum says.
        boolean lacksMark = cut % (Frame.OVERHEAD_BYTES + 2) == Frame.OVERHEAD_BYTES + 1;
        assertThat(texts(spool.peek(100, 1_000_000)))
            .as("cut at byte %d", cut)
            .hasSizeBetween(whole, lacksMark ? whole + 1 : whole);
        append(spool, 100, 101);
        assertThat(drained(spool)).endsWith("r100");
      }
      assertThat(lost).as("told at byte %d: %s", cut, losses).isZero();
    }
  }

  /** A segment is made of zeros, so what a write did not reach is zeros. */
  @Test
  void everyTornWriteKeepsAllWholeRecords() throws IOException {
    append(4);
    int size = Frame.OVERHEAD_BYTES + 2;
    for (int cut = 3 * size; cut < 4 * size; cut++) {
      Path copy = copy("torn-" + cut);
      zero(copy.resolve(FIRST), cut, 4 * size - cut);
      lost = 0;

      try (FileSpool spool = open(copy)) {
        assertThat(texts(spool.peek(100, 1_000_000))).startsWith("r0", "r1", "r2");
        append(spool, 100, 101);
        assertThat(drained(spool)).endsWith("r100");
      }
      assertThat(lost).isZero();
      try (FileSpool again = open(copy)) {
        assertThat(again.waiting()).isZero();
      }
      assertThat(lost).isZero();
    }
  }

  @Test
  void everyFlippedBitCostsAtMostTheRecordItIsIn() throws IOException {
    append(4);
    int size = Frame.OVERHEAD_BYTES + 2;
    for (int bit = 0; bit < 4 * size * 8; bit++) {
      Path copy = copy("flip");
      flip(copy.resolve(FIRST), bit);
      losses.clear();
      lost = 0;
      List<String> expected = new ArrayList<>(List.of("r0", "r1", "r2", "r3"));
      expected.remove(bit / 8 / size);

      try (FileSpool spool = open(copy)) {
        List<String> found = texts(spool.peek(100, 1_000_000));
        assertThat(found).as("bit %d", bit).containsAll(expected);
        boolean mark = (bit / 8) % size == size - 1;
        assertThat(found.size() + lost).as("bit %d: %s", bit, losses).isEqualTo(4);
        assertThat(lost).as("bit %d of a mark: %s", bit, mark).isEqualTo(mark ? 0 : 1);
      }
    }
  }

  @Test
  void lossIsToldOnceHoweverOftenTheSpoolIsOpened() throws IOException {
    append(4);
    flip(folder.resolve(FIRST), (Frame.OVERHEAD_BYTES + 2 + Frame.HEADER_BYTES) * 8);
    for (int i = 0; i < 5; i++) {
      try (FileSpool spool = open(folder)) {
        assertThat(texts(spool.peek(100, 1_000_000))).containsExactly("r0", "r2", "r3");
      }
    }
    assertThat(losses).hasSize(1);
    assertThat(lost).isEqualTo(1);
    try (Stream<Path> kept = Files.list(folder.resolve("corrupt"))) {
      assertThat(kept).isNotEmpty();
    }
  }

  @Test
  void pageOfZerosCostsTheRecordsItCovers() throws IOException {
    append(500);
    int size = Frame.OVERHEAD_BYTES + 4;
    zero(folder.resolve(FIRST), 4_096, 4_096);

    try (FileSpool spool = open(folder)) {
      assertThat(spool.peek(1_000, 1_000_000).size() + lost).isEqualTo(500);
    }
    assertThat(lost).isBetween(4_096L / size, 4_096L / (size - 3) + 2);
  }

  /** A length that the disk made up must not be believed. */
  @Test
  void absurdLengthsCostOneRecord() throws IOException {
    append(4);
    for (int length : List.of(-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 65_537, 60_000)) {
      Path copy = copy("length");
      try (RandomAccessFile file = new RandomAccessFile(copy.resolve(FIRST).toFile(), "rw")) {
        file.seek(Frame.OVERHEAD_BYTES + 2 + 8);
        file.writeInt(length);
      }
      lost = 0;
      try (FileSpool spool = open(copy)) {
        assertThat(texts(spool.peek(100, 1_000_000))).containsExactly("r0", "r2", "r3");
      }
      assertThat(lost).isEqualTo(1);
    }
  }

  @Test
  void randomDamageNeverCostsMoreThanItTouches() throws IOException {
    append(300);
    Random random = new Random(20_261_127);
    for (int round = 0; round < 300; round++) {
      Path copy = copy("random");
      int at = random.nextInt(300 * (Frame.OVERHEAD_BYTES + 2));
      int bytes = 1 + random.nextInt(200);
      byte[] noise = new byte[bytes];
      random.nextBytes(noise);
      overwrite(copy.resolve(FIRST), at, noise);
      lost = 0;
      try (FileSpool spool = open(copy)) {
        int found = spool.peek(1_000, 1_000_000).size();
        assertThat(300 - found)
            .as("round %d", round)
            .isBetween(0, bytes / Frame.OVERHEAD_BYTES + 2);
        assertThat(found + lost).as("round %d: %s", round, losses).isBetween(299L, 301L);
      }
    }
  }

  @Test
  void recordThatBecomesUnreadableMeanwhileIsToldAndTheOthersAreKept() throws IOException {
    try (FileSpool spool = open(folder)) {
      append(spool, 0, 4);
      flip(folder.resolve(FIRST), (Frame.OVERHEAD_BYTES + 2 + Frame.HEADER_BYTES) * 8);

      spool.settle(spool.peek(1, 1).get(0));

      assertThat(texts(spool.peek(100, 1_000_000))).containsExactly("r2", "r3");
      assertThat(lost).isEqualTo(1);
      assertThat(spool.waiting()).isEqualTo(2);
    }
  }

  @Test
  void damagedCursorSendsAgainRatherThanLoses() throws IOException {
    try (FileSpool spool = open(folder)) {
      append(spool, 0, 4);
      spool.settle(spool.peek(2, 1_000_000).get(1));
    }
    overwrite(folder.resolve(Cursor.NAME), 0, new byte[1_024]);

    try (FileSpool spool = open(folder)) {
      assertThat(texts(spool.peek(100, 1_000_000))).containsExactly("r0", "r1", "r2", "r3");
    }
    assertThat(lost).isZero();
  }

  @Test
  void clockStandsWhileNobodyUsesTheSpool() throws IOException {
    try (FileSpool spool = open(folder)) {
      nanos += Duration.ofHours(5).toNanos();
      append(spool, 0, 1);
      nanos += Duration.ofHours(1).toNanos();
    }
    nanos += Duration.ofDays(100).toNanos();
    try (FileSpool spool = open(folder)) {
      SpoolRecord record = spool.peek(1, 1).get(0);

      assertThat(spool.clock() - record.clock()).isEqualTo(Duration.ofHours(1).toMillis());
    }
  }

  private FileSpool open(Path where) throws IOException {
    return open(where, SpoolPolicy.REJECT_NEW);
  }

  private FileSpool open(Path where, SpoolPolicy policy) throws IOException {
    FileSpool.Limits limits = new FileSpool.Limits(SEGMENT_BYTES, 4L * SEGMENT_BYTES, policy);
    SpoolLosses heard =
        (reason, count, detail) -> {
          losses.add(reason + " " + count + " " + detail);
          lost += count;
        };
    return FileSpool.open(new FolderDisk(where), limits, heard, () -> nanos);
  }

  private void append(int count) throws IOException {
    try (FileSpool spool = open(folder)) {
      append(spool, 0, count);
    }
  }

  private static void append(FileSpool spool, int from, int to) {
    append(spool, from, to, 0);
  }

  private static void append(FileSpool spool, int from, int to, int bytes) {
    List<byte[]> payloads =
        IntStream.range(from, to)
            .mapToObj(i -> ("r" + i + " ".repeat(bytes)).getBytes(StandardCharsets.UTF_8))
            .toList();
    assertThat(spool.append(payloads, 0)).isEqualTo(new Spool.Appended(to - from, ""));
  }

  private static String text(SpoolRecord record) {
    return new String(record.payload(), StandardCharsets.UTF_8).strip();
  }

  private static List<String> texts(List<SpoolRecord> records) {
    return records.stream().map(FileSpoolTest::text).toList();
  }

  private static List<String> drained(FileSpool spool) throws IOException {
    List<String> all = new ArrayList<>();
    for (List<SpoolRecord> some = spool.peek(100, 1_000_000);
        !some.isEmpty();
        some = spool.peek(100, 1_000_000)) {
      all.addAll(texts(some));
      spool.settle(some.get(some.size() - 1));
    }
    return all;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(each -> each.toString().endsWith(".spool")).toList();
    }
  }

  private Path copy(String name) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copies").resolve(name));
    try (Stream<Path> old = Files.list(copy)) {
      for (Path each : old.filter(Files::isRegularFile).toList()) {
        Files.delete(each);
      }
    }
    try (Stream<Path> all = Files.list(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        Files.copy(
            each, copy.resolve(each.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return copy;
  }

  private static void flip(Path file, int bit) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(bit / 8);
      int old = open.read();
      open.seek(bit / 8);
      open.write(old ^ (1 << (bit % 8)));
    }
  }

  private static void zero(Path file, int at, int count) throws IOException {
    overwrite(file, at, new byte[count]);
  }

  private static void overwrite(Path file, int at, byte[] bytes) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      open.write(bytes);
    }
  }
}
