package org.onthaal.v1;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Message;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** What the contract's files say of their messages, enums, fields and values. */
final class ContractComments {
  // By identity: two messages may have fields that are equal, with different comments.
  private final Map<Message, String> comments = new IdentityHashMap<>();

  void add(FileDescriptorProto file) {
    for (Location location : file.getSourceCodeInfo().getLocationList()) {
      if (location.hasLeadingComments()) {
        element(file, location)
            .ifPresent(element ->
                comments.put(
                    element, location.getLeadingComments().strip().replaceAll("\\s*\n\\s*", " ")));
      }
    }
  }

  /** The comment of a descriptor, on one line; empty when it has none. */
  String of(Message descriptor) {
    return comments.getOrDefault(descriptor, "");
  }

  // A path alternates field numbers of descriptor.proto and indexes. Calls have no JSON of their
  // own and are passed over.
  private static Optional<Message> element(FileDescriptorProto file, Location location) {
    if (location.getPathCount() < 2) {
      return Optional.empty();
    }
    int index = location.getPath(1);
    boolean isWhole = location.getPathCount() == 2;
    return switch (location.getPath(0)) {
      case FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER -> {
        DescriptorProto message = file.getMessageType(index);
        yield isWhole ? Optional.of(message) : field(message, location);
      }
      case FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER -> {
        EnumDescriptorProto type = file.getEnumType(index);
        yield isWhole ? Optional.of(type) : Optional.of(type.getValue(location.getPath(3)));
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Message> field(DescriptorProto message, Location location) {
    return location.getPath(2) == DescriptorProto.FIELD_FIELD_NUMBER
        ? Optional.of(message.getField(location.getPath(3)))
        : Optional.empty();
  }
}
