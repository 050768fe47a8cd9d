package org.onthaal.feedback.phone.agi;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.onthaal.feedback.access.ServiceKey;
import org.onthaal.feedback.phone.Calls;
import org.onthaal.feedback.phone.Disposition;
import org.onthaal.feedback.phone.Dispositions;
import org.onthaal.feedback.phone.PhoneSettings;
import org.onthaal.feedback.phone.PromptAddresses;
import org.onthaal.feedback.phone.Ring;

/// Listens for Asterisk; one virtual thread for each call. The protocol has neither encryption nor
/// authentication: peers on other machines must be listed. Safe for any thread.
public final class FastAgiServer {
  private static final System.Logger LOG = System.getLogger(FastAgiServer.class.getName());
  private static final String SURVEY = "survey";

  /// A conference call that ends for a hundred people at once; the system may cap it.
  private static final int BACKLOG = 512;

  /// After which a connection is cut, whatever it waits for; the call itself ends before.
  private static final Duration CUT_AFTER = Duration.ofSeconds(15);

  private static final long STOP_LOOK_MILLIS = 20;

  private final PhoneSettings settings;
  private final Dispositions dispositions;
  private final AgiCall.Parts parts;
  private final ServerSocket listener;
  private final Semaphore free;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService cutter =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("fastagi-cutter").factory());

  private FastAgiServer(AgiCall.Parts parts, Dispositions dispositions, ServerSocket listener) {
    this.settings = parts.settings();
    this.dispositions = dispositions;
    this.parts = parts;
    this.listener = listener;
    free = new Semaphore(settings.limits().callsMax());
  }

  /// Listens from now on.
  ///
  /// @param nanos a clock that never goes back
  /// @throws UncheckedIOException when the address is taken
  public static FastAgiServer start(
      PhoneSettings settings,
      Calls calls,
      PromptAddresses addresses,
      Dispositions dispositions,
      LongSupplier nanos) {
    try {
      ServerSocket listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(
          new InetSocketAddress(InetAddress.getByName(settings.bind()), settings.port()), BACKLOG);
      FastAgiServer server =
          new FastAgiServer(
              new AgiCall.Parts(calls, addresses, settings, nanos), dispositions, listener);
      Thread.ofPlatform().daemon().name("fastagi").start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// Takes no new calls, and waits for those that are led.
  public void stop(Duration most) throws InterruptedException {
    close(listener);
    long end = parts.nanos().getAsLong() + most.toNanos();
    while (!open.isEmpty() && parts.nanos().getAsLong() < end) {
      Thread.sleep(STOP_LOOK_MILLIS);
    }
    open.forEach(FastAgiServer::close);
    cutter.shutdownNow();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        if (mayCall(socket) && free.tryAcquire()) {
          open.add(socket);
          Thread.ofVirtual().name("call").start(() -> serve(socket));
        } else {
          dispositions.turnedAway();
          close(socket);
        }
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.log(System.Logger.Level.WARNING, "a call could not be taken", e);
        }
      }
    }
  }

  private boolean mayCall(Socket socket) {
    InetAddress peer = socket.getInetAddress();
    boolean may = settings.admits(peer);
    if (!may) {
      LOG.log(
          System.Logger.Level.WARNING,
          "FastAGI is not for {0}: intake.phone.peers does not list it",
          peer.getHostAddress());
    }
    return may;
  }

  private void serve(Socket socket) {
    ScheduledFuture<?> cut =
        cutter.schedule(
            () -> close(socket),
            settings.limits().callMax().plus(CUT_AFTER).toMillis(),
            TimeUnit.MILLISECONDS);
    try (socket) {
      socket.setTcpNoDelay(true);
      AgiWire wire = new AgiWire(socket, parts.nanos());
      AgiRequest request = AgiRequest.read(wire, parts.nanos());
      if (isSecretKnown(request)) {
        dispositions.ended(led(new AgiPeer(wire, parts.nanos()), request, socket));
      } else {
        dispositions.turnedAway();
        LOG.log(System.Logger.Level.WARNING, "a call shows no secret, or another one");
      }
    } catch (EOFException _) {
      // Somebody looked whether the port is open.
      dispositions.turnedAway();
    } catch (IOException e) {
      dispositions.turnedAway();
      LOG.log(System.Logger.Level.WARNING, "what called is no Asterisk: {0}", e.toString());
    } finally {
      cut.cancel(false);
      open.remove(socket);
      free.release();
    }
  }

  private boolean isSecretKnown(AgiRequest request) {
    return settings.passphrase().equals(ServiceKey.NONE)
        || settings.passphrase().matches(request.parameter("secret"));
  }

  // From here on it is a call, which has a disposition whatever happens.
  private Disposition led(AgiPeer peer, AgiRequest request, Socket socket) {
    try {
      peer.answer();
      String name = request.field("agi_uniqueid");
      Ring ring =
          new Ring(
              socket.getInetAddress().getHostAddress(),
              // Without a name of its own a call has that of its connection.
              name.isEmpty() ? "port " + socket.getPort() : name,
              request.parameter("touchpoint"),
              List.of(request.parameter("lang"), request.field("agi_language")),
              request.dialled());
      if (!request.script().isEmpty() && !request.script().equals(SURVEY)) {
        return impossible(peer, "the address asks for something else (expected: /survey)");
      }
      return switch (parts.calls().begin(ring)) {
        case Calls.Begun.Open(var call) -> new AgiCall(peer, parts, call).lead();
        case Calls.Begun.Impossible(String sentence) -> impossible(peer, sentence);
      };
    } catch (EOFException _) {
      return Disposition.HUNG_UP;
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING, "a telephone system broke off a call: {0}", e.toString());
      return Disposition.FAILED;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a fault of the server in a call", e);
      return Disposition.FAILED;
    }
  }

  private static Disposition impossible(AgiPeer peer, String sentence) throws IOException {
    LOG.log(System.Logger.Level.WARNING, "a call cannot begin: {0}", sentence);
    if (!peer.isGone()) {
      peer.verbose(sentence);
    }
    return Disposition.FAILED;
  }

  private static void close(AutoCloseable closed) {
    try {
      closed.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.DEBUG, "a socket did not close", e);
    }
  }
}
