package org.onthaal.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// A file that the dashboard consists of, also as it is after gzip.
public final class DashboardFile {
  /// The page itself; the others are what it loads.
  public static final String PAGE = "index.html";

  private static final String LIST = "files.txt";
  private static final int MARK_BYTES = 16;

  private final String type;
  private final byte[] content;
  private final byte[] zipped;
  private final String mark;

  private DashboardFile(String name) {
    type = type(name);
    content = read(name);
    zipped = gzip(content);
    mark = '"' + hash(content) + '"';
  }

  /// All of them, by name.
  public static Map<String, DashboardFile> all() {
    Map<String, DashboardFile> files = new TreeMap<>();
    new String(read(LIST), StandardCharsets.UTF_8)
        .lines()
        .filter(name -> !name.isBlank())
        .forEach(name -> files.put(name, new DashboardFile(name)));
    return files;
  }

  /// As `Content-Type` has it.
  public String type() {
    return type;
  }

  /// Its bytes; not to be changed.
  public byte[] content() {
    return content;
  }

  /// Its bytes after gzip; not to be changed.
  public byte[] zipped() {
    return zipped;
  }

  /// A mark of exactly this content, as `ETag` has it.
  public String mark() {
    return mark;
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalStateException(name + ": no type is known");
    };
  }

  private static byte[] read(String name) {
    try (InputStream in = DashboardFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " of the dashboard is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " of the dashboard cannot be read", e);
    }
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return zipped.toByteArray();
  }

  private static String hash(byte[] content) {
    try {
      byte[] all = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(all, 0, MARK_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
