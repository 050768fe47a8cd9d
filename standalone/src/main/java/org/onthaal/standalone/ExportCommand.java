package org.onthaal.standalone;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.onthaal.standalone.process.DataFolder;
import org.onthaal.standalone.transfer.Export;
import org.onthaal.standalone.transfer.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `export`: stored ratings as a rating file.
@Command(
    name = "export",
    header = "Writes stored ratings as a rating file, which an import takes back.",
    description = {
      "",
      "Comments are written as they are stored: without personal data. Ratings that do not count"
          + " (suspected of tampering) are left out and their number is said.",
      ""
    },
    footer = {
      "",
      "Example: ./onthaal export --out ratings.csv.gz --from 2025-01-01 --to 2026-01-01",
      "Exit code: 0 everything is written, 2 it is not."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  private static final int BUFFER_BYTES = 1 << 16;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write; gzip when the name ends in .gz. Without: standard output.")
  private @Nullable Path out;

  @Option(
      names = "--administration",
      paramLabel = "CODE",
      description = "Only this one; may be repeated.")
  private List<String> administrations = List.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only ratings given at or after this time: RFC 3339, or a date in --zone.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only ratings given before this time: RFC 3339, or a date in --zone.")
  private @Nullable String to;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "Europe/Brussels",
      description = "Zone in which dates begin (default: ${DEFAULT-VALUE}).")
  private String zone = "Europe/Brussels";

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() {
    ZoneId dates = ImportCommand.zone(zone);
    var selection =
        new Export.Selection(
            List.copyOf(administrations),
            Optional.ofNullable(from).map(text -> time("--from", text, dates)),
            Optional.ofNullable(to).map(text -> time("--to", text, dates)));
    try (Export export = new Export(server.doors(), Terminal.progress())) {
      Export.Written written =
          out == null ? toStandardOutput(export, selection) : toFile(export, selection, out);
      System.err.printf("%d ratings written.%n", written.ratings());
      if (written.leftOut() > 0) {
        System.err.printf("%d that do not count were left out.%n", written.leftOut());
      }
      return Standalone.OK;
    }
  }

  /// Not System.out, which would swallow that the disk is full or the reader has gone.
  private static Export.Written toStandardOutput(Export export, Export.Selection selection) {
    try (OutputStream output =
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES)) {
      return export.write(selection, output);
    } catch (IOException e) {
      throw new Complaint(
          "The export is not whole, standard output cannot be written: "
              + DataFolder.reason(e)
              + ".",
          e);
    }
  }

  /// The file appears under its name only when it is whole.
  private static Export.Written toFile(Export export, Export.Selection selection, Path out) {
    Path part = out.resolveSibling(out.getFileName() + ".part");
    try {
      Export.Written written;
      try (OutputStream output = open(part, out.toString().endsWith(".gz"))) {
        written = export.write(selection, output);
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(part);
        throw e;
      }
      Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
      return written;
    } catch (IOException e) {
      throw new Complaint(
          "The file " + out + " cannot be written: " + DataFolder.reason(e) + ".", e);
    }
  }

  private static OutputStream open(Path file, boolean gzip) throws IOException {
    OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
    return gzip ? new GZIPOutputStream(bytes, BUFFER_BYTES) : bytes;
  }

  static Instant time(String option, String text, ZoneId zone) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Complaint(
          option + " is '" + text + "' (expected: 2025-03-30 or 2025-03-30T14:05:00+02:00).", e);
    }
  }
}
