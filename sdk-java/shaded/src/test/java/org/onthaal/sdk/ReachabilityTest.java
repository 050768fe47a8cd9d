package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.v1.FeedbackServiceProto;
import org.onthaal.v1.LossServiceProto;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.ScoreServiceProto;

/**
 * The plain artifact tells GraalVM what it looks up by name. No GraalVM is here to build a native
 * image with, so a process of the JVM does everything that the SDK does, and each of its look-ups
 * must be among what the artifact tells, or what netty-shaded tells of itself.
 */
class ReachabilityTest {
  private static final Path LOOKUPS = Path.of("target", "lookups.txt").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void everythingThatIsLookedUpIsTold() throws Exception {
    Reachability told = Reachability.read();
    record(folder.resolve("agent.jar"));

    List<String> found = Files.readAllLines(LOOKUPS);
    assertThat(found).hasSizeGreaterThan(20);
    assertThat(found).filteredOn(line -> !told.covers(line)).isEmpty();
  }

  /** The text of a message is made by reflection, and an application may log one. */
  @Test
  void everyMessageOfTheCallsIsTold() throws IOException {
    Reachability told = Reachability.read();
    Set<String> types = new LinkedHashSet<>();
    for (MethodDescriptor call :
        List.of(
            FeedbackServiceProto.getDescriptor()
                .findServiceByName("FeedbackService")
                .findMethodByName("SubmitRatings"),
            LossServiceProto.getDescriptor()
                .findServiceByName("LossService")
                .findMethodByName("ReportLosses"),
            ScoreServiceProto.getDescriptor()
                .findServiceByName("ScoreService")
                .findMethodByName("GetScores"))) {
      collect(call.getInputType(), types);
      collect(call.getOutputType(), types);
    }
    collect(Problem.getDescriptor(), types);

    assertThat(types).contains("org.onthaal.v1.Rating", "org.onthaal.v1.Reason");
    assertThat(types).filteredOn(type -> !told.covers("all " + type + " methods")).isEmpty();
  }

  @Test
  void everythingThatIsToldExists() throws Exception {
    assertThat(Reachability.read().missing()).isEmpty();
  }

  private void record(Path agent) throws Exception {
    LookupAgent.write(agent);
    TestAuthority.Issued issued = TestAuthority.create(folder, "town").issue("server");
    ScriptedDoor away = new ScriptedDoor();
    String nowhere = away.address();
    away.close();
    try (ScriptedDoor plain = new ScriptedDoor();
        ScriptedDoor secure =
            new ScriptedDoor(
                0,
                TlsServerCredentials.create(
                    issued.certificate().toFile(), issued.key().toFile()))) {
      plain.refuse(rating ->
          rating.getTouchpoint().equals("refused")
              ? Reason.METRIC_MISMATCH
              : Reason.REASON_UNSPECIFIED);
      Program.Ended ended =
          new Program(folder)
              .java(
                  Path.of(System.getProperty("java.home")),
                  List.of(
                      "-javaagent:" + agent + "=" + LOOKUPS,
                      "-cp",
                      System.getProperty("java.class.path"),
                      "org.onthaal.sdk.WholeRunProcess",
                      "https://127.0.0.1:" + secure.port(),
                      plain.address(),
                      nowhere,
                      folder.resolve("town.pem").toString(),
                      folder.resolve("spool").toString()));

      assertThat(ended.status()).as(ended.said()).isZero();
      assertThat(ended.said()).contains("Durable[", "Queued[", "Rejected[", "Delivered[");
      assertThat(secure.stored()).hasSize(2);
      assertThat(plain.stored()).hasSize(1);
    }
  }

  /** A message, its builder, and all that its fields hold. */
  private static void collect(Descriptor message, Set<String> types) {
    String name =
        name(
            message.getFile().getOptions().getJavaPackage(),
            message.getFullName(),
            message.getFile().getPackage());
    if (message.getOptions().getMapEntry() || !types.add(name)) {
      return;
    }
    types.add(name + "$Builder");
    for (FieldDescriptor field : message.getFields()) {
      if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
        var type = field.getEnumType();
        types.add(
            name(
                type.getFile().getOptions().getJavaPackage(),
                type.getFullName(),
                type.getFile().getPackage()));
      }
      if (field.isMapField()) {
        new ArrayList<>(field.getMessageType().getFields())
            .stream()
                .filter(each -> each.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                .forEach(each -> collect(each.getMessageType(), types));
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        collect(field.getMessageType(), types);
      }
    }
  }

  private static String name(String javaPackage, String fullName, String protoPackage) {
    return javaPackage + "." + fullName.substring(protoPackage.length() + 1).replace('.', '$');
  }
}
