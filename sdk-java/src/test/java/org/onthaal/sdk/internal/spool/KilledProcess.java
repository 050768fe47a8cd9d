package org.onthaal.sdk.internal.spool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.onthaal.sdk.SpoolPolicy;

/** Appends to a spool and says each record once it is promised, until somebody kills it. */
final class KilledProcess {
  private KilledProcess() {}

  /**
   * Appends without end.
   *
   * @param arguments the spool's folder
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    FileSpool spool = open(SpoolFolder.claim(folder));
    System.out.println("open, and others: " + SpoolFolder.orphans(folder).size());
    while (true) {
      String text = UUID.randomUUID().toString();
      Spool.Appended appended = spool.append(List.of(text.getBytes(StandardCharsets.US_ASCII)), 0);
      if (appended.count() != 1) {
        throw new IOException(appended.hindrance());
      }
      System.out.println(text);
    }
  }

  static FileSpool open(SpoolFolder folder) throws IOException {
    return FileSpool.open(
        new FolderDisk(folder.path()),
        new FileSpool.Limits(256 * 1024, 64L * 1024 * 1024, SpoolPolicy.REJECT_NEW),
        (reason, count, detail) ->
            System.out.println("lost " + reason + " " + count + " " + detail),
        System::nanoTime);
  }
}
