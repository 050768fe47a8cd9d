package org.onthaal.standalone;

import com.google.protobuf.Duration;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.onthaal.standalone.process.Door;
import org.onthaal.standalone.transfer.GrpcChannel;
import org.onthaal.v1.ChangeDeviceRequest;
import org.onthaal.v1.CreatePairingRequest;
import org.onthaal.v1.Device;
import org.onthaal.v1.DeviceServiceGrpc;
import org.onthaal.v1.DeviceServiceGrpc.DeviceServiceBlockingStub;
import org.onthaal.v1.DeviceSettings;
import org.onthaal.v1.ListDevicesRequest;
import org.onthaal.v1.OpeningHours;
import org.onthaal.v1.RevokeDeviceRequest;
import org.onthaal.v1.Theme;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `devices`: kiosks that are let in, and how they are.
@Command(
    name = "devices",
    header = "Lets kiosks in, prints how they are, changes them, and sends them away.",
    synopsisSubcommandLabel = "pair|list|change|revoke",
    mixinStandardHelpOptions = true)
final class DevicesCommand {
  private static final long MINUTE_SECONDS = 60;

  /// How a kiosk looks, as people type it.
  enum ThemeName {
    LIGHT,
    DARK,
    HIGH_CONTRAST;

    private Theme theme() {
      return Theme.valueOf(name());
    }
  }

  /// `devices pair`.
  @Command(
      name = "pair",
      header = "Makes a code that lets one kiosk in, once and soon, and prints it.",
      description = {
        "",
        "The code goes to standard output, alone. Type it on the kiosk before its time is over;"
            + " standard error says until when. Everything but the touchpoint's administration can be changed"
            + " later.",
        ""
      },
      footer = {
        "",
        "Example: ./onthaal devices pair --touchpoint senne-population-counter --name 'Hall A' --pin 4711"
      },
      mixinStandardHelpOptions = true)
  int pair(
      @Option(
              names = "--touchpoint",
              required = true,
              paramLabel = "KEY",
              description = "Whose survey it asks; it has to take KIOSK.")
          String touchpoint,
      @Option(
              names = "--name",
              required = true,
              paramLabel = "TEXT",
              description = "Where it stands.")
          String name,
      @Mixin Look look,
      @Option(names = "--json", description = "The server's answer as it is.") boolean json,
      @Mixin ServerOptions server) {
    DeviceSettings settings =
        look.on(DeviceSettings.newBuilder().setTouchpoint(touchpoint).setName(name)).build();
    var made =
        call(
            server,
            devices ->
                devices.createPairing(
                    CreatePairingRequest.newBuilder().setSettings(settings).build()));
    if (json) {
      out().println(HttpDoor.json(made));
    } else {
      out().println(made.getCode());
      System.err.printf("Good once, until %s UTC.%n", AlertsCommand.time(made.getExpiresAt()));
    }
    return Standalone.OK;
  }

  /// How a new kiosk asks.
  static final class Look {
    @Option(
        names = "--language",
        paramLabel = "TAG",
        description =
            "One of the touchpoint's, the first one first; may be repeated. Without: all.")
    private @Nullable List<String> languages;

    @Option(
        names = "--theme",
        paramLabel = "NAME",
        description = "light, dark or high_contrast. Without: light.")
    private @Nullable ThemeName theme;

    @Option(
        names = "--pin",
        paramLabel = "DIGITS",
        description =
            "Code that staff type to leave it: 4 to 8 digits. Without: it cannot be left, or has the one that it had.")
    private String pin = "";

    @Option(
        names = "--always",
        description = "Asks at any hour. Without: while the service is open.")
    private boolean always;

    /// The settings with what was asked for; the rest stays.
    private DeviceSettings.Builder on(DeviceSettings.Builder settings) {
      settings.setStaffPin(pin);
      if (languages != null) {
        settings.clearLanguages().addAllLanguages(languages);
      }
      if (theme != null) {
        settings.setTheme(theme.theme());
      }
      if (always) {
        settings.clearOpeningHours();
        for (DayOfWeek day : DayOfWeek.values()) {
          settings.addOpeningHours(
              OpeningHours.newBuilder()
                  .setWeekday(day.getValue())
                  .setOpens("00:00")
                  .setCloses("24:00"));
        }
      }
      return settings;
    }
  }

  /// `devices list`.
  @Command(
      name = "list",
      header = "Prints what is known of kiosks, newest first.",
      description = "",
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--administration",
              paramLabel = "CODE",
              description = "Only of this one; may be repeated.")
          @Nullable List<String> administrations,
      @Option(names = "--json", description = "The server's answer as it is.") boolean json,
      @Mixin ServerOptions server) {
    var request = ListDevicesRequest.newBuilder();
    if (administrations != null) {
      request.addAllAdministrations(administrations);
    }
    var answer = call(server, devices -> devices.listDevices(request.build()));
    PrintWriter out = out();
    if (json) {
      out.println(HttpDoor.json(answer));
    } else if (answer.getDevicesCount() == 0) {
      out.println("No devices.");
    } else {
      Table table =
          new Table(
              List.of(
                  "id",
                  "administration",
                  "touchpoint",
                  "name",
                  "heard (UTC)",
                  ">waiting",
                  ">oldest",
                  ">clock",
                  "revoked (UTC)"));
      answer.getDevicesList().forEach(device -> table.add(cells(device)));
      table.print(out);
    }
    return Standalone.OK;
  }

  private static List<String> cells(Device device) {
    boolean heard = device.hasHeardAt();
    return List.of(
        device.getId(),
        device.getAdministration(),
        device.getSettings().getTouchpoint(),
        device.getSettings().getName(),
        heard ? AlertsCommand.time(device.getHeardAt()) : "never",
        heard ? Integer.toUnsignedString(device.getHeartbeat().getPending()) : "",
        device.getHeartbeat().hasOldestPending()
            ? device.getHeartbeat().getOldestPending().getSeconds() / MINUTE_SECONDS + " min"
            : "",
        heard ? skew(device.getClockSkew()) : "",
        device.hasRevokedAt() ? AlertsCommand.time(device.getRevokedAt()) : "");
  }

  private static String skew(Duration skew) {
    return (skew.getSeconds() > 0 ? "+" : "") + skew.getSeconds() + " s";
  }

  /// `devices change`.
  @Command(
      name = "change",
      header = "Gives a kiosk other settings; what is not given stays.",
      description = {
        "",
        "The kiosk has them with its next heartbeat, within a minute. Where somebody else changes it at the"
            + " same time, one of the two is refused.",
        ""
      },
      footer = {
        "",
        "Example: ./onthaal devices change 019ac53e-7c00-7000-8000-000000000001 --name 'Hall B'"
      },
      mixinStandardHelpOptions = true)
  int change(
      @Parameters(paramLabel = "ID", description = "Id of the kiosk, as `devices list` prints it.")
          String id,
      @Option(
              names = "--touchpoint",
              paramLabel = "KEY",
              description = "Whose survey it asks; of the same administration.")
          @Nullable String touchpoint,
      @Option(names = "--name", paramLabel = "TEXT", description = "Where it stands.")
          @Nullable String name,
      @Mixin Look look,
      @Option(names = "--json", description = "The server's answer as it is.") boolean json,
      @Mixin ServerOptions server) {
    DeviceSettings.Builder settings = settings(server, id);
    if (touchpoint != null) {
      settings.setTouchpoint(touchpoint);
    }
    if (name != null) {
      settings.setName(name);
    }
    var request = ChangeDeviceRequest.newBuilder().setId(id).setSettings(look.on(settings)).build();
    var changed = call(server, devices -> devices.changeDevice(request));
    if (json) {
      out().println(HttpDoor.json(changed));
    } else {
      Device device = changed.getDevice();
      out()
          .printf(
              "Device %s of %s (%s) has settings %d.%n",
              device.getId(),
              device.getAdministration(),
              device.getSettings().getName(),
              device.getSettings().getVersion());
    }
    return Standalone.OK;
  }

  /// As they are now; of an id that nobody has, none, which the server says.
  private static DeviceSettings.Builder settings(ServerOptions server, String id) {
    return call(server, devices -> devices.listDevices(ListDevicesRequest.getDefaultInstance()))
        .getDevicesList()
        .stream()
        .filter(device -> device.getId().equals(id))
        .findFirst()
        .map(device -> device.getSettings().toBuilder())
        .orElseGet(DeviceSettings::newBuilder);
  }

  /// `devices revoke`.
  @Command(
      name = "revoke",
      header = "Sends a kiosk away: its key opens nothing from now on.",
      description = {"", "What it has not sent yet stays on it and is refused.", ""},
      footer = {"", "Example: ./onthaal devices revoke 019ac53e-7c00-7000-8000-000000000001"},
      mixinStandardHelpOptions = true)
  int revoke(
      @Parameters(paramLabel = "ID", description = "Id of the kiosk, as `devices list` prints it.")
          String id,
      @Option(names = "--json", description = "The server's answer as it is.") boolean json,
      @Mixin ServerOptions server) {
    var revoked =
        call(
            server,
            devices -> devices.revokeDevice(RevokeDeviceRequest.newBuilder().setId(id).build()));
    if (json) {
      out().println(HttpDoor.json(revoked));
    } else {
      Device device = revoked.getDevice();
      out()
          .printf(
              "Device %s of %s (%s) was revoked at %s.%n",
              device.getId(),
              device.getAdministration(),
              device.getSettings().getName(),
              AlertsCommand.time(device.getRevokedAt()));
    }
    return Standalone.OK;
  }

  private static <A> A call(ServerOptions server, Function<DeviceServiceBlockingStub, A> call) {
    return GrpcChannel.ask(
        server.doors(),
        Door.FEEDBACK_GRPC,
        channel -> call.apply(DeviceServiceGrpc.newBlockingStub(channel)));
  }

  private static PrintWriter out() {
    return new PrintWriter(System.out, true, StandardCharsets.UTF_8);
  }
}
