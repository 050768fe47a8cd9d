package org.onthaal.bench.intake;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.onthaal.bench.drive.Cell;
import org.onthaal.bench.drive.Clocks;
import org.onthaal.bench.drive.ClosedLoop;
import org.onthaal.bench.drive.Measurement;
import org.onthaal.bench.drive.Target;
import org.onthaal.bench.drive.Traffic;
import org.onthaal.v1.Rating;

/// Ratings through the HTTP door as JSON, one by one, each caller on a connection of its own.
final class HttpCell implements Cell {
  private static final int CREATED = 200;

  private final String name;
  private final Clocks clocks;
  private final Target target;
  private final BlockingQueue<HttpConnection> idle;
  private final List<HttpConnection> connections = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ClosedLoop loop;

  /// @param port of the door
  HttpCell(int callers, Traffic traffic, int port, Target target, Clocks clocks) {
    this.name = "http-" + callers;
    this.clocks = clocks;
    this.target = target;
    idle = new ArrayBlockingQueue<>(callers);
    for (int i = 0; i < callers; i++) {
      connections.add(new HttpConnection(port));
    }
    idle.addAll(connections);
    loop = new ClosedLoop(callers, 1, answered -> threads.execute(() -> submit(traffic, answered)));
  }

  private void submit(Traffic traffic, ClosedLoop.Answered answered) {
    // Never waits: there are as many connections as callers.
    HttpConnection connection = idle.remove();
    boolean succeeded = false;
    try {
      succeeded = connection.post("/v1/ratings", json(traffic.next())) == CREATED;
    } catch (IOException e) {
      connection.close(); // the next call opens it again; counted as an error of the cell
    }
    if (succeeded) {
      target.acknowledged(1);
    } else {
      target.unanswered(1);
    }
    idle.add(connection);
    answered.answered(succeeded);
  }

  /// Written by hand, so that the client costs as little as it can.
  static String json(Rating rating) {
    StringBuilder text = new StringBuilder(256);
    text.append("{\"id\":\"").append(rating.getId());
    text.append("\",\"ratedAt\":\"")
        .append(
            java.time.Instant.ofEpochSecond(
                rating.getRatedAt().getSeconds(), rating.getRatedAt().getNanos()));
    text.append("\",\"touchpoint\":\"").append(rating.getTouchpoint());
    text.append("\",\"channel\":\"").append(rating.getChannel());
    text.append("\",\"language\":\"").append(rating.getLanguage());
    text.append("\",\"answers\":[{\"score\":").append(rating.getAnswers(0).getScore());
    text.append("}]");
    if (!rating.getComment().isEmpty()) {
      text.append(",\"comment\":\"").append(rating.getComment()).append('"');
    }
    return text.append('}').toString();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Measurement measure(Duration duration) {
    return clocks.measure(loop, duration);
  }

  @Override
  public void close() {
    threads.close();
    connections.forEach(HttpConnection::close);
  }
}
