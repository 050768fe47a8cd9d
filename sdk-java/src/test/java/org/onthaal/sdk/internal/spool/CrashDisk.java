package org.onthaal.sdk.internal.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A disk in memory that loses its power: what was forced stays; of every later write each sector of
 * 512 bytes stays or goes, as chance has it; a file that was made or removed since the folder was
 * forced is there or not.
 */
final class CrashDisk implements SpoolDisk {
  private static final int SECTOR_BYTES = 512;

  private final Random random;
  private final Map<String, Content> now = new HashMap<>();
  private Map<String, Content> forced = new HashMap<>();
  private int operationsLeft = Integer.MAX_VALUE;

  CrashDisk(Random random) {
    this.random = random;
  }

  /** The power is gone. */
  static final class PowerLossException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Takes the power away after some operations. */
  void failAfter(int operations) {
    operationsLeft = operations;
  }

  /** Goes back to what the disk holds by itself. */
  void losePower() {
    operationsLeft = Integer.MAX_VALUE;
    Map<String, Content> after = new HashMap<>();
    for (String name : union()) {
      Content content = random.nextBoolean() ? now.get(name) : forced.get(name);
      if (content != null) {
        content.losePower(random);
        after.put(name, content);
      }
    }
    now.clear();
    now.putAll(after);
    forced = new HashMap<>(after);
  }

  private List<String> union() {
    List<String> names = new ArrayList<>(now.keySet());
    forced.keySet().stream().filter(name -> !now.containsKey(name)).forEach(names::add);
    names.sort(String::compareTo);
    return names;
  }

  private void operate() {
    if (operationsLeft-- <= 0) {
      throw new PowerLossException();
    }
  }

  @Override
  public List<String> names() {
    return List.copyOf(now.keySet());
  }

  @Override
  public SpoolFile open(String name) {
    operate();
    return new OpenFile(now.computeIfAbsent(name, absent -> new Content()));
  }

  @Override
  public void delete(String name) {
    operate();
    now.remove(name);
  }

  @Override
  public void force() {
    operate();
    forced = new HashMap<>(now);
  }

  @Override
  public void keepCorrupt(String name, byte[] bytes) {}

  @Override
  public void close() {}

  private static final class Content {
    private byte[] now = new byte[0];
    private byte[] forced = new byte[0];

    void losePower(Random random) {
      byte[] after = Arrays.copyOf(forced, random.nextBoolean() ? now.length : forced.length);
      for (int at = 0; at < after.length; at += SECTOR_BYTES) {
        int bytes = Math.min(SECTOR_BYTES, Math.min(now.length, after.length) - at);
        if (bytes > 0 && random.nextBoolean()) {
          System.arraycopy(now, at, after, at, bytes);
        }
      }
      now = after.clone();
      forced = after;
    }
  }

  private final class OpenFile implements SpoolFile {
    private final Content content;

    OpenFile(Content content) {
      this.content = content;
    }

    @Override
    public long size() {
      return content.now.length;
    }

    @Override
    public void write(ByteBuffer from, long at) {
      operate();
      int end = (int) at + from.remaining();
      if (end > content.now.length) {
        content.now = Arrays.copyOf(content.now, end);
      }
      from.get(content.now, (int) at, from.remaining());
    }

    @Override
    public void read(ByteBuffer into, long at) throws IOException {
      if (at >= content.now.length) {
        throw new EOFException("nothing at byte " + at);
      }
      int bytes = Math.min(into.remaining(), content.now.length - (int) at);
      into.put(content.now, (int) at, bytes);
    }

    @Override
    public void force() {
      operate();
      content.forced = content.now.clone();
    }

    @Override
    public void close() {}
  }
}
