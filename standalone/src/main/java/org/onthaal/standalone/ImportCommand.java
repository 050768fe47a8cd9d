package org.onthaal.standalone;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.onthaal.standalone.process.Pause;
import org.onthaal.standalone.ratingfile.FormatException;
import org.onthaal.standalone.transfer.Import;
import org.onthaal.standalone.transfer.ImportOptions;
import org.onthaal.standalone.transfer.ImportSummary;
import org.onthaal.standalone.transfer.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `import`: a rating file through the public door.
@Command(
    name = "import",
    header = "Sends a file of ratings through the public door.",
    description = {
      "",
      "The file is UTF-8 CSV with a header line, plain or gzip. Columns, in any order:",
      "  rated_at, administration, service, channel, score   must be there",
      "  id, touchpoint, metric, language, comment           may be empty or absent",
      "  question, contact, survey                           the same",
      "  origin, flags                                       the same; what an import brings counts as imported",
      "rated_at is RFC 3339 with an offset. An empty score is a \"don't know\". metric is csat when"
          + " absent. Neighbouring lines with the same contact are one person's answers.",
      "",
      "Safe to interrupt and to repeat: records without an id get one from the file's content (or"
          + " --source) and their number, so nothing counts twice. Identical lines all count. A bad"
          + " record is reported, written to FILE.rejected.csv, and does not stop the rest; repair"
          + " that file and import it. The command ends when the figures include everything.",
      ""
    },
    footer = {
      "",
      "Example: ./onthaal import ratings.csv.gz --create-missing --zone Europe/Brussels",
      "Exit code: 0 all lines are in, 1 some were rejected, 2 nothing or not all could be sent."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The rating file.")
  private @Nullable Path file;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description =
          "Names where the records come from; with the record's number it makes the id of those that"
              + " have none. Without: the digest of the uncompressed file.")
  private @Nullable String source;

  @Option(
      names = "--create-missing",
      description =
          "Adds administrations, services, touchpoints and channels that the file names and the"
              + " catalogue lacks.")
  private boolean createMissing;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Time zone of administrations that are added, e.g. Europe/Brussels.")
  private @Nullable String zone;

  @Option(
      names = "--rejected",
      paramLabel = "FILE",
      description = "Where bad records go. Without: FILE.rejected.csv beside the file.")
  private @Nullable Path rejected;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "How long a door may be away before giving up (default: ${DEFAULT-VALUE}).")
  private long patienceSeconds;

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() throws IOException {
    ImportOptions options = options(checked());
    long started = System.nanoTime();
    try (Import task = new Import(server.doors(), options, Terminal.progress(), Pause.real())) {
      ImportSummary summary = task.run();
      double seconds = (System.nanoTime() - started) / 1e9;
      System.out.printf(Locale.ROOT, "%s: %s, in %.1f s.%n", options.file(), summary, seconds);
      return summary.rejected() == 0 ? Standalone.OK : Standalone.FOUND;
    } catch (FormatException e) {
      throw new Complaint(options.file() + ": " + e.getMessage() + ".", e);
    } catch (EOFException | ZipException e) {
      throw new Complaint(
          "%s is a damaged gzip file (%s): nothing of it was sent."
              .formatted(options.file(), e.getMessage()),
          e);
    }
  }

  private Path checked() {
    if (file == null || !Files.isReadable(file) || Files.isDirectory(file)) {
      throw new Complaint("There is no file " + file + " that can be read.");
    }
    return file;
  }

  private ImportOptions options(Path path) {
    if (zone != null && !createMissing) {
      throw new Complaint("--zone belongs to --create-missing: give both or neither.");
    }
    if (source != null && source.isBlank()) {
      throw new Complaint("--source is empty (expected: a name of your choice, or no --source).");
    }
    return new ImportOptions(
        path,
        Optional.ofNullable(source),
        createMissing,
        Optional.ofNullable(zone).map(ImportCommand::zone),
        rejected == null ? path.resolveSibling(path.getFileName() + ".rejected.csv") : rejected,
        Duration.ofSeconds(patienceSeconds));
  }

  static ZoneId zone(String name) {
    if (ZoneId.getAvailableZoneIds().contains(name)) {
      return ZoneId.of(name);
    }
    throw new Complaint("--zone is '" + name + "' (expected: an IANA name, as Europe/Brussels).");
  }
}
