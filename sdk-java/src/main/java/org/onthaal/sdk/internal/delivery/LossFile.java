package org.onthaal.sdk.internal.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.internal.delivery.Losses.Report;

/**
 * Losses that are to be told, in a file: a line per report, {@code UUID REASON=COUNT …}. It is
 * replaced as a whole, so that it is always whole.
 */
final class LossFile {
  static final String NAME = "losses";
  private static final String NEW = "losses.new";

  private final Path path;
  private final Path fresh;

  LossFile(Path folder) {
    this.path = folder.resolve(NAME);
    this.fresh = folder.resolve(NEW);
  }

  /** Whether a folder holds losses that are to be told. */
  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(NAME));
  }

  /**
   * What was written last; nothing where there is no file.
   *
   * @throws IOException when it cannot be read, or holds something else
   */
  List<Report> read() throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(path, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    List<Report> reports = new ArrayList<>();
    try {
      lines.forEach(line -> reports.add(report(line)));
    } catch (IllegalArgumentException e) {
      throw new IOException(path + " holds something else", e);
    }
    return reports;
  }

  private static Report report(String line) {
    String[] words = line.split(" ", -1);
    Map<DropReason, Long> ratings = new EnumMap<>(DropReason.class);
    for (int i = 1; i < words.length; i++) {
      String[] sides = words[i].split("=", 2);
      long count = sides.length == 2 ? Long.parseLong(sides[1]) : 0;
      if (count < 1) {
        throw new IllegalArgumentException(words[i] + " (expected: REASON=COUNT)");
      }
      ratings.put(DropReason.valueOf(sides[0]), count);
    }
    return new Report(UUID.fromString(words[0]), ratings);
  }

  /** Returns once they are on the disk; without reports the file goes. */
  void write(List<Report> reports) throws IOException {
    if (reports.isEmpty()) {
      Files.deleteIfExists(path);
      return;
    }
    String text = reports.stream().map(LossFile::line).collect(Collectors.joining());
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String line(Report report) {
    return report.id()
        + report.ratings().entrySet().stream()
            .map(each -> " " + each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining())
        + "\n";
  }
}
