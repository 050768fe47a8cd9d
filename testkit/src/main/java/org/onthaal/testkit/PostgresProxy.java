package org.onthaal.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A proxy before PostgreSQL that reads along, and stops a transaction at the one moment that a test
 * asks for: everything done and not committed, or committed and not heard of. Nothing in the
 * service knows of it. Safe for any thread.
 *
 * <p>Source of the messages: PostgreSQL 18, chapter 54 "Frontend/Backend Protocol".
 */
public final class PostgresProxy implements AutoCloseable {
  // A test that forgets a hold must not hang the run.
  private static final Duration HOLD_MAX = Duration.ofMinutes(2);
  private static final int MESSAGE_BYTES_MAX = 64 << 20;
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;
  private static final int STARTUP = 3 << 16;

  private final ProxyPort door;
  private final List<Hold> holds = new CopyOnWriteArrayList<>();

  /** Where a transaction is stopped. */
  public enum Point {
    /** Its statements are carried out; the commit has not reached the server. */
    BEFORE_COMMIT,
    /** The server has committed; its answer has not reached the caller. */
    AFTER_COMMIT
  }

  /** One transaction that is to be stopped, once. */
  public static final class Hold {
    private final Point point;
    private final String fragment;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean dropped;

    private Hold(Point point, String fragment) {
      this.point = point;
      this.fragment = fragment;
    }

    /** Waits until the transaction stands still; false when none came. */
    public boolean await(Duration max) {
      try {
        return reached.await(max.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    /** Lets it go on. */
    public void release() {
      ended.countDown();
    }

    /** Cuts its connection on both sides: what was held back never arrives. */
    public void drop() {
      dropped = true;
      ended.countDown();
    }

    private boolean takes(Point where, PostgresConversation conversation) {
      return point == where && conversation.did(fragment) && taken.compareAndSet(false, true);
    }

    /** Says whether the connection lives on. */
    private boolean standStill() throws IOException {
      reached.countDown();
      try {
        if (!ended.await(HOLD_MAX.toNanos(), TimeUnit.NANOSECONDS)) {
          throw new IOException("a transaction was held for " + HOLD_MAX);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      return !dropped;
    }
  }

  private PostgresProxy(ProxyPort door) {
    this.door = door;
  }

  /** Listens on a free port and passes everything on to a server of this machine. */
  public static PostgresProxy before(int port) {
    PostgresProxy proxy = new PostgresProxy(ProxyPort.before(port));
    proxy.door.start(() -> true, proxy::pass);
    return proxy;
  }

  /** Where callers connect to. */
  public int port() {
    return door.port();
  }

  /** The URL of a database as callers behind this proxy write it. */
  public String through(String url) {
    return url.replaceFirst(":" + door.targetPort() + "/", ":" + port() + "/");
  }

  /**
   * Stops the next transaction that commits after a statement that contains the fragment.
   *
   * @param fragment of SQL, as it is sent
   */
  public Hold hold(Point point, String fragment) {
    Hold hold = new Hold(point, fragment);
    holds.add(hold);
    return hold;
  }

  /** Forgets holds that nobody has reached, and cuts those that somebody has. */
  public void forget() {
    holds.forEach(Hold::drop);
    holds.clear();
  }

  /** Resets every open connection. */
  public void cut() {
    door.cut();
  }

  @Override
  public void close() {
    forget();
    door.close();
  }

  private void pass(ProxyPort.Pair pair) {
    Link link = new Link(pair, new PostgresConversation());
    Thread.ofVirtual().start(() -> passing(link, this::passRequests));
    Thread.ofVirtual().start(() -> passing(link, this::passAnswers));
  }

  @FunctionalInterface
  private interface Direction {
    void pass(Link link) throws IOException;
  }

  private void passing(Link link, Direction direction) {
    try {
      direction.pass(link);
    } catch (IOException e) {
      // Either side has gone: both go.
    } finally {
      door.end(link.pair());
    }
  }

  private void passRequests(Link link) throws IOException {
    DataInputStream in = input(link.pair().caller());
    OutputStream out = output(link.pair().server());
    passStart(link, in, out);
    while (true) {
      int type = in.read();
      if (type < 0) {
        throw new EOFException();
      }
      byte[] body = body(in);
      if (link.conversation().asks((char) type, body) && !mayPass(link, Point.BEFORE_COMMIT)) {
        return;
      }
      write(out, type, body);
      flush(in, out);
    }
  }

  /** Everything before the first typed message: a wish for encryption, then the startup. */
  private static void passStart(Link link, DataInputStream in, OutputStream out)
      throws IOException {
    int code = 0;
    while (code != STARTUP && code != STARTUP + 2) {
      byte[] body = body(in);
      code = ByteBuffer.wrap(body).getInt();
      if (code == SSL_REQUEST || code == GSS_REQUEST) {
        link.conversation().encryptionAsked();
      }
      out.write(ByteBuffer.allocate(4).putInt(body.length + 4).array());
      out.write(body);
      out.flush();
    }
  }

  private void passAnswers(Link link) throws IOException {
    DataInputStream in = input(link.pair().server());
    OutputStream out = output(link.pair().caller());
    while (true) {
      int type = in.read();
      if (type < 0) {
        throw new EOFException();
      }
      if (link.conversation().isAnswerToEncryption()) {
        if (type != 'N') {
          throw new IOException("the server wants to encrypt, which cannot be read along");
        }
        out.write(type);
        out.flush();
        continue;
      }
      byte[] body = body(in);
      if (link.conversation().tells((char) type, body) && !mayPass(link, Point.AFTER_COMMIT)) {
        return;
      }
      write(out, type, body);
      flush(in, out);
    }
  }

  private boolean mayPass(Link link, Point point) throws IOException {
    for (Hold hold : holds) {
      if (hold.takes(point, link.conversation())) {
        return hold.standStill();
      }
    }
    return true;
  }

  private static byte[] body(DataInputStream in) throws IOException {
    int length = in.readInt() - 4;
    if (length < 0 || length > MESSAGE_BYTES_MAX) {
      throw new IOException("a message of " + length + " bytes");
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return body;
  }

  private static void write(OutputStream out, int type, byte[] body) throws IOException {
    out.write(type);
    out.write(ByteBuffer.allocate(4).putInt(body.length + 4).array());
    out.write(body);
  }

  private static void flush(DataInputStream in, OutputStream out) throws IOException {
    if (in.available() == 0) {
      out.flush();
    }
  }

  private static DataInputStream input(Socket socket) throws IOException {
    return new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
  }

  private static OutputStream output(Socket socket) throws IOException {
    return new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
  }

  private record Link(ProxyPort.Pair pair, PostgresConversation conversation) {}
}
