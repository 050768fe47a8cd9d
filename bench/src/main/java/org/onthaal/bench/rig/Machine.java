package org.onthaal.bench.rig;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the figures were measured on.
public final class Machine {
  private static final int SYNCS = 200;
  private static final int PAGE_BYTES = 8192;

  private Machine() {}

  /// What every bench is measured on.
  public static Map<String, String> facts() throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", ZonedDateTime.now(ZoneId.systemDefault()).toString());
    facts.put("processor", line("/proc/cpuinfo", "model name"));
    facts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", line("/proc/meminfo", "MemTotal"));
    facts.put("load", Files.readString(Path.of("/proc/loadavg")).trim());
    facts.put("java", Runtime.version().toString());
    return facts;
  }

  /// And with a database.
  public static Map<String, String> facts(BenchPostgres postgres) throws IOException {
    Map<String, String> facts = facts();
    facts.put("postgresql", postgres.version());
    facts.put(
        "fdatasync", String.format(Locale.ROOT, "%.0f us", fdatasyncMicros(postgres.folder())));
    return facts;
  }

  private static String line(String file, String name) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse("unknown");
  }

  /// Median time in which a page becomes durable on the disk of the database.
  private static double fdatasyncMicros(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "sync", ".probe");
    List<Double> micros = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < SYNCS; i++) {
        long start = System.nanoTime();
        channel.write(ByteBuffer.allocate(PAGE_BYTES), 0);
        channel.force(false);
        micros.add((System.nanoTime() - start) / 1e3);
      }
    } finally {
      Files.delete(file);
    }
    return Statistics.median(micros);
  }
}
