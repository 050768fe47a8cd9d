package org.onthaal.bench.intake;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.onthaal.bench.drive.Cell;
import org.onthaal.bench.drive.Clocks;
import org.onthaal.bench.drive.Filler;
import org.onthaal.bench.drive.GrpcCell;
import org.onthaal.bench.drive.OurServices;
import org.onthaal.bench.drive.Shape;
import org.onthaal.bench.drive.Target;
import org.onthaal.bench.drive.Traffic;
import org.onthaal.bench.rig.BenchPostgres;
import org.onthaal.bench.rig.ServerProcess;

/// Every way of storing ratings, with the servers and databases that they need.
final class IntakeCells implements AutoCloseable {
  /// What a service in a region sees at its busiest; more callers only wait.
  private static final int USUAL_CALLERS = 512;

  /// The floor's connections: more were not faster. Source: measured, 1 to 64.
  private static final int FLOOR_CLIENTS = 64;

  private static final int BATCH = 100;
  private static final int BATCH_CALLERS = 32;

  private final BenchPostgres postgres;
  private final List<Integer> inFlight;
  private final long filled;
  private final Traffic traffic = new Traffic(Shape.NARROW);
  private final List<Cell> cells = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private final Deque<Runnable> stops = new ArrayDeque<>();

  private IntakeCells(BenchPostgres postgres, List<Integer> inFlight, long filled) {
    this.postgres = postgres;
    this.inFlight = inFlight;
    this.filled = filled;
  }

  /// Starts everything.
  ///
  /// @param filled ratings stored through each of our doors before
  static IntakeCells open(BenchPostgres postgres, List<Integer> inFlight, long filled)
      throws IOException, SQLException {
    IntakeCells cells = new IntakeCells(postgres, inFlight, filled);
    try {
      cells.openPlain();
      cells.openPeer();
      cells.openDoor();
      cells.openBatch();
      cells.openFollowed();
      cells.openWriter();
      cells.openNoop();
      return cells;
    } catch (IOException | SQLException | RuntimeException e) {
      cells.close();
      throw e;
    }
  }

  List<Cell> cells() {
    return List.copyOf(cells);
  }

  List<Target> targets() {
    return List.copyOf(targets);
  }

  /// The number of callers for cells that are driven with one number only.
  static int most(List<Integer> inFlight) {
    return inFlight.contains(USUAL_CALLERS) ? USUAL_CALLERS : Collections.max(inFlight);
  }

  private int most() {
    return most(inFlight);
  }

  private Target target(String name, String url, String table) {
    Target target = new Target(name, () -> BenchPostgres.count(url, table));
    targets.add(target);
    return target;
  }

  private ServerProcess started(ServerProcess server) {
    stops.push(server::close);
    return server;
  }

  private void openPlain() throws IOException, SQLException {
    Clocks clocks = new Clocks(postgres);
    String url = postgres.createDatabase("bench_insert");
    PeerService.createTable(url);
    Target inserted = target("insert", url, "peer_rating");
    HikariDataSource pool = PeerService.pool(url);
    stops.push(pool::close);
    for (int callers : inFlight) {
      cells.add(new InsertCell(callers, pool, traffic, inserted, clocks));
    }
    String floor = postgres.createDatabase("bench_pgbench");
    PeerService.createTable(floor);
    PgbenchCell.find(
            FLOOR_CLIENTS, postgres, "bench_pgbench", target("pgbench", floor, "peer_rating"))
        .ifPresentOrElse(
            cells::add,
            () -> System.err.println("pgbench is not installed: 'insert' alone is the floor"));
    String copied = postgres.createDatabase("bench_copy");
    PeerService.createTable(copied);
    cells.add(new CopyCell(copied, traffic, target("copy", copied, "peer_rating"), clocks));
  }

  private void openPeer() throws IOException {
    String url = postgres.createDatabase("bench_peer");
    PeerService.createTable(url);
    ServerProcess server = started(ServerProcess.start("peer", url));
    Target target = target("peer", url, "peer_rating");
    for (int callers : inFlight) {
      addUnary("peer-" + callers, callers, traffic, target, server);
    }
  }

  private void openDoor() throws IOException {
    String url = postgres.createDatabase("bench_door");
    ServerProcess server = started(OurServices.startFeedback(postgres, url, Shape.NARROW));
    Target target = target("door", url, "rating");
    fill(server, target);
    Clocks clocks = new Clocks(postgres, server);
    for (int callers : inFlight) {
      addUnary("unary-" + callers, callers, traffic, target, server);
      cells.add(new HttpCell(callers, traffic, server.ports().http(), target, clocks));
    }
    addUnary(
        "unary-one-admin", most(), new Traffic(Shape.NARROW.ofOneAdministration()), target, server);
  }

  private void openBatch() throws IOException {
    String url = postgres.createDatabase("bench_batch");
    ServerProcess server = started(OurServices.startFeedback(postgres, url, Shape.NARROW));
    Target target = target("batch-" + BATCH, url, "rating");
    fill(server, target);
    cells.add(
        new GrpcCell(
            "batch-" + BATCH,
            new GrpcCell.Load(BATCH_CALLERS, BATCH),
            traffic,
            server.ports().grpc(),
            target,
            new Clocks(postgres, server)));
  }

  private void openFollowed() throws IOException {
    String url = postgres.createDatabase("bench_followed");
    ServerProcess server = started(OurServices.startFeedback(postgres, url, Shape.NARROW));
    ServerProcess follower =
        started(OurServices.startAggregation(postgres.createDatabase("bench_following"), server));
    addUnary(
        "unary-followed", most(), traffic, target("followed", url, "rating"), server, follower);
  }

  private void openWriter() throws IOException {
    String url = postgres.createDatabase("bench_writer");
    // Migrates, and brings the catalogue.
    OurServices.startFeedback(postgres, url, Shape.NARROW).close();
    String keys = Files.createTempDirectory(postgres.folder(), "keys").toString();
    Writer writer = new Writer(url, keys);
    stops.push(writer::close);
    Target target = target("writer", url, "rating");
    for (int callers : inFlight) {
      cells.add(new WriterCell(callers, writer, traffic, target, new Clocks(postgres)));
    }
  }

  private void openNoop() throws IOException {
    ServerProcess server = started(ServerProcess.start("noop"));
    for (int callers : inFlight) {
      addUnary("noop-" + callers, callers, traffic, Target.ofNothing("noop"), server);
    }
  }

  private void addUnary(
      String name,
      int callers,
      Traffic sent,
      Target target,
      ServerProcess server,
      ServerProcess... others) {
    List<ServerProcess> all = new ArrayList<>(List.of(others));
    all.add(server);
    cells.add(
        new GrpcCell(
            name,
            new GrpcCell.Load(callers, 1),
            sent,
            server.ports().grpc(),
            target,
            new Clocks(postgres, all.toArray(ServerProcess[]::new))));
  }

  private void fill(ServerProcess server, Target target) {
    if (filled > 0) {
      System.err.printf("storing %,d ratings first%n", filled);
      new Filler(server.ports().grpc(), traffic).fill(filled);
      target.acknowledged(filled);
    }
  }

  /// Stops the clients, then what they called.
  @Override
  public void close() {
    cells.forEach(Cell::close);
    stops.forEach(Runnable::run);
  }
}
