package org.onthaal.bench.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// One sender of a run, in the process that [SenderProcess] started for it: does what the lines of
/// its input say, and ends with the input.
@Command(name = "send", hidden = true)
public final class SendCommand implements Callable<Integer> {
  @Parameters(index = "0", description = "which sender")
  private String kind = "";

  @Parameters(index = "1", description = "where it keeps what it has not sent")
  private Path folder = Path.of("");

  @Parameters(index = "2", description = "the server's port")
  private int port;

  private @Nullable Pacing pacing;

  public SendCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    try (Sender sender = SenderKind.named(kind).open(folder, port)) {
      say(SenderProcess.READY);
      for (String line = in.readLine();
          line != null && !line.equals(SenderProcess.CLOSE);
          line = in.readLine()) {
        perform(sender, line.split(" ", -1));
      }
      if (pacing != null) {
        pacing.stop();
      }
    }
    say(SenderProcess.CLOSED);
    return 0;
  }

  private void perform(Sender sender, String[] words) throws InterruptedException {
    int number = Integer.parseInt(words[1]);
    switch (words[0]) {
      case SenderProcess.START -> pacing = Pacing.start(sender, number);
      case SenderProcess.COST -> {
        SubmitCost cost = SubmitCost.measure(sender, number, Integer.parseInt(words[2]));
        say(SenderProcess.RESULT + cost.line());
      }
      case SenderProcess.DURABLE -> {
        Callers.Rate rate =
            new Callers(number, Boolean.parseBoolean(words[2]))
                .run(sender, Integer.parseInt(words[3]));
        say(
            String.format(
                Locale.ROOT, "%s%.1f %d", SenderProcess.RESULT, rate.perSecond(), rate.refused()));
      }
      default -> throw new IllegalArgumentException(String.join(" ", words));
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
