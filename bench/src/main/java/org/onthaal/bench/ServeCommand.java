package org.onthaal.bench;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.onthaal.bench.drive.OurDoor;
import org.onthaal.bench.intake.PeerService;
import org.onthaal.bench.rig.ServerProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// One server of a run, in the process that {@link ServerProcess} started for it; ends with its
/// input.
@Command(name = "serve", hidden = true)
final class ServeCommand implements Callable<Integer> {
  @Parameters(index = "0")
  String which = "";

  @Parameters(index = "1")
  String url = "";

  @Override
  public Integer call() throws IOException {
    switch (which) {
      case "peer" -> servePeer();
      case "feedback-service" -> serveFeedbackService();
      default ->
          throw new IllegalArgumentException(which + " (expected: peer or feedback-service)");
    }
    return 0;
  }

  private void servePeer() throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .addService(new PeerService(url))
            .build()
            .start();
    serve(server.getPort());
    server.shutdownNow();
  }

  private void serveFeedbackService() throws IOException {
    try (OurDoor door = OurDoor.open(url)) {
      serve(door.port());
    }
  }

  /// Says where, and waits for the end of the input.
  private static void serve(int port) throws IOException {
    System.out.println(ServerProcess.PORT_LINE + port);
    System.out.flush();
    while (System.in.read() >= 0) {
      // nothing is ever said; the end of the input is the signal
    }
  }
}
