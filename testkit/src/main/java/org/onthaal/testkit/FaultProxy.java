package org.onthaal.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy on this machine that spoils what passes through it: slow, silent, cut, or deaf in one
 * direction. A change of weather holds for open connections and new ones. Safe for any thread.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int CHUNK_BYTES = 16 << 10;
  private static final long NO_END = Long.MAX_VALUE;

  private final ProxyPort door;
  private final AtomicInteger accepted = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong answerBytes = new AtomicLong(NO_END);
  private volatile Weather weather = Weather.CALM;

  /**
   * What happens to bytes.
   *
   * @param delay before each chunk is passed on
   * @param requests whether bytes of the caller arrive
   * @param answers whether bytes of the server arrive
   * @param admits whether new connections are taken; otherwise they are reset
   */
  public record Weather(Duration delay, boolean requests, boolean answers, boolean admits) {
    /** Everything passes at once. */
    public static final Weather CALM = new Weather(Duration.ZERO, true, true, true);

    /** Nothing arrives, and nobody is told: a black hole. */
    public static final Weather SILENT = new Weather(Duration.ZERO, false, false, true);

    /** Requests arrive and are carried out; answers are lost. */
    public static final Weather DEAF = new Weather(Duration.ZERO, true, false, true);

    /** New connections are reset. */
    public static final Weather SHUT = new Weather(Duration.ZERO, true, true, false);

    /** Every chunk waits. */
    public static Weather slow(Duration delay) {
      return new Weather(delay, true, true, true);
    }
  }

  private FaultProxy(ProxyPort door) {
    this.door = door;
  }

  /** Listens on a free port and passes everything on to a port of this machine. */
  public static FaultProxy before(int port) {
    FaultProxy proxy = new FaultProxy(ProxyPort.before(port));
    proxy.door.start(proxy::admits, proxy::pass);
    return proxy;
  }

  /** Where callers connect to. */
  public int port() {
    return door.port();
  }

  /** Connections that were taken so far. */
  public int accepted() {
    return accepted.get();
  }

  /** From now on. */
  public void set(Weather next) {
    weather = next;
  }

  /**
   * Lets so many more bytes of answers through, over all connections; the one that carries the next
   * byte is reset there, in the middle of whatever it was saying. Once; then all is as before.
   */
  public void truncateAfter(long bytes) {
    answerBytes.set(bytes);
  }

  /** Resets every open connection. */
  public void cut() {
    door.cut();
  }

  @Override
  public void close() {
    closed.countDown();
    door.close();
  }

  private boolean admits() {
    accepted.incrementAndGet();
    return weather.admits();
  }

  private void pass(ProxyPort.Pair pair) {
    Thread.ofVirtual().start(() -> pass(pair, pair.caller(), pair.server(), true));
    Thread.ofVirtual().start(() -> pass(pair, pair.server(), pair.caller(), false));
  }

  private void pass(ProxyPort.Pair pair, Socket from, Socket to, boolean request) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        Weather now = weather;
        var _ = closed.await(now.delay().toNanos(), TimeUnit.NANOSECONDS);
        if (request && now.requests()) {
          out.write(chunk, 0, read);
        } else if (!request && now.answers() && !passAnswer(out, chunk, read)) {
          return;
        }
      }
    } catch (IOException _) {
      // Either side has gone: both go.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      door.end(pair);
    }
  }

  /** Says whether all of it was passed on. */
  private boolean passAnswer(OutputStream out, byte[] chunk, int read) throws IOException {
    long left =
        answerBytes.getAndUpdate(
            bytes -> bytes == NO_END ? NO_END : bytes >= read ? bytes - read : NO_END);
    int passed = (int) Math.min(read, left);
    out.write(chunk, 0, passed);
    return passed == read;
  }
}
