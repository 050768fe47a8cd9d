package org.onthaal.aggregation.notify.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A mail server on this machine that speaks STARTTLS and answers some commands as a test says.
final class SmallSmtpServer implements AutoCloseable {
  private final ServerSocket door;
  private final SSLContext tls;
  private final Map<String, String> answers;
  private final boolean offersTls;
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  private SmallSmtpServer(
      ServerSocket door, SSLContext tls, Map<String, String> answers, boolean offersTls) {
    this.door = door;
    this.tls = tls;
    this.answers = Map.copyOf(answers);
    this.offersTls = offersTls;
  }

  /// Listens at once.
  ///
  /// @param answers by the command, or its first word, in place of 250
  /// @param offersTls false for a server, or someone between, that knows no TLS
  static SmallSmtpServer start(SSLContext tls, Map<String, String> answers, boolean offersTls)
      throws IOException {
    SmallSmtpServer server =
        new SmallSmtpServer(
            new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), tls, answers, offersTls);
    server.executor.execute(server::listen);
    return server;
  }

  int port() {
    return door.getLocalPort();
  }

  /// Everything that was said after DATA.
  List<String> mails() {
    return List.copyOf(mails);
  }

  private void listen() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        executor.execute(() -> serve(caller));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      say(caller, "220 " + TestCertificate.HOST);
      if (talk(caller, false)) {
        SSLSocket secured =
            (SSLSocket) tls.getSocketFactory().createSocket(caller, null, caller.getPort(), true);
        secured.setUseClientMode(false);
        talk(secured, true);
      }
    } catch (IOException e) {
      return; // the caller went away
    }
  }

  /// One conversation; true when the caller asks for TLS.
  private boolean talk(Socket caller, boolean isSecured) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
      switch (command) {
        case "EHLO" ->
            say(caller, offersTls && !isSecured ? "250-hello\r\n250 STARTTLS" : "250 hello");
        case "STARTTLS" -> {
          say(caller, "220 go ahead");
          return true;
        }
        case "DATA" -> {
          say(caller, answers.getOrDefault(command, "354 go ahead"));
          if (!answers.containsKey(command)) {
            mails.add(text(in));
            say(caller, "250 taken");
          }
        }
        case "QUIT" -> {
          say(caller, "221 bye");
          return false;
        }
        default ->
            say(caller, answers.getOrDefault(line, answers.getOrDefault(command, "250 fine")));
      }
    }
    return false;
  }

  private static String text(BufferedReader in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private static void say(Socket caller, String answer) throws IOException {
    OutputStream out = caller.getOutputStream();
    out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    door.close();
    executor.shutdownNow();
  }
}
