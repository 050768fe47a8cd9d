package org.onthaal.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Who was built against the released contract keeps working. How to release a new one:
 * docs/CONTRIBUTING.md.
 */
class ProtoCompatibilityTest {
  @Test
  void contractBreaksNothingThatWasReleased() throws IOException {
    try (InputStream released = Files.newInputStream(Path.of("released/v1.desc"))) {
      assertThat(BreakingChanges.between(FileDescriptorSet.parseFrom(released), current()))
          .isEmpty();
    }
  }

  @Test
  void renamedFieldIsBreaking() throws IOException {
    assertThat(changed("Receipt", "code", field -> field.toBuilder().setName("secret").build()))
        .containsExactly("Receipt.code name was code and is secret");
  }

  @Test
  void otherTypeIsBreaking() throws IOException {
    assertThat(
            changed(
                "Receipt",
                "duplicate",
                field -> field.toBuilder().setType(FieldDescriptorProto.Type.TYPE_INT32).build()))
        .containsExactly("Receipt.duplicate type was TYPE_BOOL and is TYPE_INT32");
  }

  @Test
  void removedFieldMustBeReserved() throws IOException {
    FileDescriptorSet now =
        withMessage(
            "Receipt",
            message -> message.toBuilder().removeField(indexOf(message, "code")).build());

    assertThat(BreakingChanges.between(current(), now))
        .containsExactly("Receipt.code was removed without reserving its number and its name");
  }

  @Test
  void newFieldIsNotBreaking() throws IOException {
    FileDescriptorSet now =
        withMessage(
            "Receipt",
            message -> {
              FieldDescriptorProto added =
                  message.getField(0).toBuilder().setName("more").setNumber(99).build();
              return message.toBuilder().addField(added).build();
            });

    assertThat(BreakingChanges.between(current(), now)).isEmpty();
  }

  @Test
  void goneCallAndGoneEnumValueAreBreaking() throws IOException {
    FileDescriptorSet.Builder now = FileDescriptorSet.newBuilder();
    for (FileDescriptorProto file : current().getFileList()) {
      FileDescriptorProto.Builder builder = file.toBuilder();
      if (file.getServiceCount() > 0 && file.getService(0).getName().equals("FeedbackService")) {
        builder.getServiceBuilder(0).removeMethod(0);
      }
      builder.getEnumTypeBuilderList().stream()
          .filter(type -> type.getName().equals("Channel"))
          .forEach(type -> type.removeValue(1));
      now.addFile(builder);
    }

    assertThat(BreakingChanges.between(current(), now.build()))
        .containsExactlyInAnyOrder(
            "call FeedbackService.SubmitRating is gone", "Channel.WEB was WEB and is nothing");
  }

  @Test
  void everyMessageFieldAndCallIsDocumented() throws IOException {
    List<String> undocumented = new ArrayList<>();
    for (FileDescriptorProto file : current().getFileList()) {
      if (file.getPackage().equals("onthaal.v1")) {
        for (SourceCodeInfo.Location place : file.getSourceCodeInfo().getLocationList()) {
          describedPart(file, place)
              .filter(name ->
                  place.getLeadingComments().isBlank() && place.getTrailingComments().isBlank())
              .ifPresent(undocumented::add);
        }
      }
    }

    assertThat(undocumented).isEmpty();
  }

  /**
   * The name of a call, or of a field of a message that is not just a call's request or response;
   * others may speak for themselves.
   */
  private static Optional<String> describedPart(
      FileDescriptorProto file, SourceCodeInfo.Location place) {
    List<Integer> path = place.getPathList();
    if (path.size() != 4) {
      return Optional.empty();
    }
    if (path.get(0) == FileDescriptorProto.SERVICE_FIELD_NUMBER) {
      var service = file.getService(path.get(1));
      return Optional.of(service.getName() + "." + service.getMethod(path.get(3)).getName());
    }
    if (path.get(0) == FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER
        && path.get(2) == DescriptorProto.FIELD_FIELD_NUMBER) {
      DescriptorProto message = file.getMessageType(path.get(1));
      return Optional.of(message.getName() + "." + message.getField(path.get(3)).getName());
    }
    return Optional.empty();
  }

  private static List<String> changed(
      String message, String field, UnaryOperator<FieldDescriptorProto> change) throws IOException {
    FileDescriptorSet now =
        withMessage(
            message,
            before -> {
              int index = indexOf(before, field);
              return before.toBuilder()
                  .setField(index, change.apply(before.getField(index)))
                  .build();
            });
    return BreakingChanges.between(current(), now);
  }

  private static FileDescriptorSet withMessage(String name, UnaryOperator<DescriptorProto> change)
      throws IOException {
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    for (FileDescriptorProto file : current().getFileList()) {
      FileDescriptorProto.Builder builder = file.toBuilder();
      for (int i = 0; i < file.getMessageTypeCount(); i++) {
        if (file.getMessageType(i).getName().equals(name)) {
          builder.setMessageType(i, change.apply(file.getMessageType(i)));
        }
      }
      set.addFile(builder);
    }
    return set.build();
  }

  private static int indexOf(DescriptorProto message, String field) {
    for (int i = 0; i < message.getFieldCount(); i++) {
      if (message.getField(i).getName().equals(field)) {
        return i;
      }
    }
    throw new IllegalArgumentException(message.getName() + " has no field " + field);
  }

  private static FileDescriptorSet current() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(
            ProtoCompatibilityTest.class.getResourceAsStream("/onthaal/v1.desc"))) {
      return FileDescriptorSet.parseFrom(stream);
    }
  }
}
