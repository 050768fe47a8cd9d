package org.onthaal.widget;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Weighs the file that pages load, writes down what it weighs, and refuses one that is too heavy.
public final class Weighing {
  private Weighing() {}

  /// The limits of the file `size-budget.json`; sizes in bytes after gzip −9, as a page loads them.
  ///
  /// @param file name of the file that is weighed
  /// @param goal what we are content with
  /// @param max what fails the build
  record Budget(String file, int goal, int max) {
    static Budget read(Path path) throws IOException {
      JsonObject json = JsonParser.parseString(Files.readString(path)).getAsJsonObject();
      return new Budget(
          json.get("file").getAsString(),
          json.get("gzip-bytes-goal").getAsInt(),
          json.get("gzip-bytes-max").getAsInt());
    }
  }

  /// What is known of a file once it is built.
  ///
  /// @param integrity for the attribute of the same name, `sha384-…`
  /// @param gzipBytes after gzip −9
  record Weight(String integrity, int bytes, int gzipBytes) {
    static Weight of(byte[] content) {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-384").digest(content);
        String integrity = "sha384-" + Base64.getEncoder().encodeToString(hash);
        return new Weight(integrity, content.length, gzip(content).length);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-384", e);
      }
    }

    boolean isWithin(Budget budget) {
      return gzipBytes <= budget.max();
    }
  }

  /// Arguments: the version, the folder with the built files, `size-budget.json`. Ends with 1 when
  /// the file is too heavy, or is another one than that version was released with.
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    Budget budget = Budget.read(Path.of(arguments[2]));
    Weight weight = Weight.of(Files.readAllBytes(folder.resolve(budget.file())));
    Files.writeString(folder.resolve("widget.json"), json(arguments[0], weight));
    Path released = folder.resolve("released").resolve(arguments[0]).resolve(budget.file());
    if (!isAsReleased(released, weight)) {
      say(System.err, arguments[0] + " is released and never changes: raise widget.version");
      System.exit(1);
    }
    if (!weight.isWithin(budget)) {
      say(System.err, sentence(budget, weight));
      System.exit(1);
    }
    say(System.out, sentence(budget, weight));
  }

  /// Whether a version is not released yet, or with exactly this file.
  static boolean isAsReleased(Path released, Weight weight) throws IOException {
    return !Files.exists(released) || Weight.of(Files.readAllBytes(released)).equals(weight);
  }

  static String json(String version, Weight weight) {
    JsonObject json = new JsonObject();
    json.addProperty("version", version);
    json.addProperty("integrity", weight.integrity());
    json.addProperty("bytes", weight.bytes());
    json.addProperty("gzipBytes", weight.gzipBytes());
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }

  static String sentence(Budget budget, Weight weight) {
    return "%s: %d bytes, %d after gzip -9 (goal: %d, at most: %d)"
        .formatted(budget.file(), weight.bytes(), weight.gzipBytes(), budget.goal(), budget.max());
  }

  private static void say(PrintStream out, String sentence) {
    new PrintStream(out, true, StandardCharsets.UTF_8).println(sentence);
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zipped = new BestGzip(out)) {
      zipped.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
