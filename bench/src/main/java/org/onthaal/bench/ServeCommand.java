package org.onthaal.bench;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.onthaal.aggregation.AggregationServer;
import org.onthaal.bench.drive.OurServices;
import org.onthaal.bench.intake.NoopService;
import org.onthaal.bench.intake.PeerService;
import org.onthaal.bench.rig.ServerProcess;
import org.onthaal.feedback.FeedbackServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// One server of a run, in the process that [ServerProcess] started for it; ends with its input.
@Command(name = "serve", hidden = true)
final class ServeCommand implements Callable<Integer> {
  @Parameters(index = "0")
  String which = "";

  @Parameters(index = "1", defaultValue = "", description = "URL of the database")
  String url = "";

  @Parameters(index = "2", defaultValue = "", description = "folder of the keys, or the log's door")
  String other = "";

  @Override
  public Integer call() throws IOException {
    switch (which) {
      case "peer" -> serve(new PeerService(url), Executors.newVirtualThreadPerTaskExecutor());
      case "noop" -> serve(new NoopService(), Runnable::run);
      case OurServices.FEEDBACK -> serveFeedback();
      case OurServices.AGGREGATION -> serveAggregation();
      default ->
          throw new IllegalArgumentException(
              which + " (expected: peer, noop, feedback-service or aggregation-service)");
    }
    return 0;
  }

  private static void serve(BindableService service, Executor executor) throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(executor)
            .addService(service)
            .build()
            .start();
    serve(new ServerProcess.Ports(server.getPort(), 0, 0));
    server.shutdownNow();
  }

  private void serveFeedback() throws IOException {
    try (FeedbackServer server = OurServices.openFeedback(url, other)) {
      serve(new ServerProcess.Ports(server.grpcPort(), server.httpPort(), server.managementPort()));
    }
  }

  private void serveAggregation() throws IOException {
    try (AggregationServer server = OurServices.openAggregation(url, other)) {
      serve(new ServerProcess.Ports(server.grpcPort(), server.httpPort(), server.managementPort()));
    }
  }

  /// Says where, and waits for the end of the input.
  private static void serve(ServerProcess.Ports ports) throws IOException {
    ports.print();
    while (System.in.read() >= 0) {
      // nothing is ever said; the end of the input is the signal
    }
  }
}
