package org.onthaal.e2e.fault;

import com.google.gson.Gson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.onthaal.v1.Receipt;

/// What senders did and were told, one JSON object a line, in the order in which it became known.
/// Safe for any thread.
final class History implements AutoCloseable {
  private static final Gson JSON = new Gson();

  private final Path file;
  private final BufferedWriter out;
  private final ReentrantLock lock = new ReentrantLock();

  /// What became known.
  enum Kind {
    /// A try was sent.
    INVOKE,
    /// It was acknowledged.
    OK,
    /// Nobody knows what became of it: it may be sent again.
    INFO,
    /// It was refused for good.
    REFUSED
  }

  /// A line.
  ///
  /// @param atMillis since the epoch
  /// @param told status, or the receipt's position
  /// @param receivedAt of the receipt, empty without one
  record Event(
      long atMillis,
      Kind kind,
      String id,
      String replica,
      String told,
      String receivedAt,
      boolean duplicate) {}

  private History(Path file, BufferedWriter out) {
    this.file = file;
    this.out = out;
  }

  static History in(Path file) throws IOException {
    return new History(file, Files.newBufferedWriter(file));
  }

  void invoked(String id, String replica) {
    write(new Event(System.currentTimeMillis(), Kind.INVOKE, id, replica, "", "", false));
  }

  void acknowledged(Receipt receipt, String replica) {
    write(
        new Event(
            System.currentTimeMillis(),
            Kind.OK,
            receipt.getId(),
            replica,
            receipt.getPosition(),
            com.google.protobuf.util.Timestamps.toString(receipt.getReceivedAt()),
            receipt.getDuplicate()));
  }

  void unknown(String id, String replica, String status) {
    write(new Event(System.currentTimeMillis(), Kind.INFO, id, replica, status, "", false));
  }

  void refused(String id, String replica, String status) {
    write(new Event(System.currentTimeMillis(), Kind.REFUSED, id, replica, status, "", false));
  }

  /// Everything so far, read back from the file.
  List<Event> events() {
    lock.lock();
    try {
      out.flush();
      return Files.readAllLines(file).stream()
          .map(line -> JSON.fromJson(line, Event.class))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  private void write(Event event) {
    lock.lock();
    try {
      out.write(JSON.toJson(event));
      out.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
