package org.onthaal.v1;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Each message and enum of the contract as a JSON Schema of its JSON mapping. */
final class MessageSchemas {
  static final String REFERENCE = "#/components/schemas/";

  // ProtoJSON, "Duration": seconds with up to nine decimals, and an s.
  private static final String SECONDS = "^-?[0-9]+(\\.[0-9]{1,9})?s$";

  private final Map<String, DescriptorProto> messages = new HashMap<>();
  private final Map<String, EnumDescriptorProto> enums = new HashMap<>();
  private final Map<String, DescriptorProto> mapEntries = new HashMap<>();
  private final ContractComments comments = new ContractComments();

  MessageSchemas(FileDescriptorSet contract) {
    for (FileDescriptorProto file : contract.getFileList()) {
      if (file.getPackage().equals("onthaal.v1")) {
        file.getMessageTypeList().forEach(message -> messages.put(message.getName(), message));
        file.getMessageTypeList().forEach(this::noteMapEntries);
        file.getEnumTypeList().forEach(type -> enums.put(type.getName(), type));
        comments.add(file);
      }
    }
  }

  /** Names of the messages and enums that a message is made of; none for an enum. */
  List<String> parts(String name) {
    return messages.containsKey(name)
        ? messages.get(name).getFieldList().stream()
            .filter(field -> field.getTypeName().startsWith(".onthaal.v1."))
            .filter(field -> !isMap(field))
            .map(field -> simpleName(field.getTypeName()))
            .toList()
        : List.of();
  }

  /**
   * The schema of a message or enum.
   *
   * @param isSent whether callers send it
   * @throws IllegalArgumentException if the contract has neither of this name
   */
  Map<String, Object> schema(String name, boolean isSent) {
    if (messages.containsKey(name)) {
      return message(name, isSent, Set.of());
    }
    if (enums.containsKey(name)) {
      return type(enums.get(name));
    }
    throw new IllegalArgumentException(
        name + ": expected a message or an enum of the contract, or a schema of the document");
  }

  /** The schema of a message without some of its members, by their JSON names. */
  Map<String, Object> message(String name, boolean isSent, Collection<?> without) {
    DescriptorProto message = messages.get(name);
    List<FieldDescriptorProto> fields =
        message.getFieldList().stream()
            .filter(field -> !without.contains(field.getJsonName()))
            .toList();
    Map<String, Object> properties = new TreeMap<>();
    fields.forEach(field -> properties.put(field.getJsonName(), member(field)));
    Map<String, Object> schema = described(message);
    schema.put("type", "object");
    schema.put("properties", properties);
    List<String> required =
        fields.stream()
            .filter(field -> isSent ? isCalledRequired(field) : isAlwaysPrinted(field))
            .map(FieldDescriptorProto::getJsonName)
            .sorted()
            .toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (isSent) {
      schema.put("additionalProperties", false);
    }
    List<Object> together = together(fields);
    if (!together.isEmpty()) {
      schema.put("not", Map.of("anyOf", together));
    }
    return schema;
  }

  private Map<String, Object> type(EnumDescriptorProto type) {
    StringBuilder words = new StringBuilder(comments.of(type));
    type.getValueList().stream()
        .filter(value -> !comments.of(value).isEmpty())
        .forEach(
            value -> words.append("\n* `%s`: %s".formatted(value.getName(), comments.of(value))));
    Map<String, Object> schema = new TreeMap<>();
    schema.put("description", words.toString().strip());
    schema.put("type", "string");
    schema.put("enum", type.getValueList().stream().map(value -> value.getName()).toList());
    return schema;
  }

  private void noteMapEntries(DescriptorProto message) {
    message.getNestedTypeList().stream()
        .filter(nested -> nested.getOptions().getMapEntry())
        .forEach(entry ->
            mapEntries.put(".onthaal.v1." + message.getName() + "." + entry.getName(), entry));
  }

  private boolean isMap(FieldDescriptorProto field) {
    return mapEntries.containsKey(field.getTypeName());
  }

  private Map<String, Object> member(FieldDescriptorProto field) {
    Map<String, Object> schema = described(field);
    if (isMap(field)) {
      schema.put("type", "object");
      schema.put("additionalProperties", value(mapEntries.get(field.getTypeName()).getField(1)));
    } else if (isList(field)) {
      schema.put("type", "array");
      schema.put("items", value(field));
    } else {
      schema.putAll(value(field));
    }
    return schema;
  }

  private static Map<String, Object> value(FieldDescriptorProto field) {
    return switch (field.getType()) {
      case TYPE_STRING -> Map.of("type", "string");
      case TYPE_BOOL -> Map.of("type", "boolean");
      case TYPE_DOUBLE -> Map.of("type", "number", "format", "double");
      case TYPE_INT32 -> Map.of("type", "integer", "format", "int32");
      case TYPE_UINT32 -> Map.of("type", "integer", "minimum", 0, "maximum", 0xFFFF_FFFFL);
      case TYPE_ENUM -> reference(field);
      case TYPE_MESSAGE ->
          switch (field.getTypeName()) {
            case ".google.protobuf.Timestamp" -> Map.of("type", "string", "format", "date-time");
            case ".google.protobuf.Duration" -> Map.of("type", "string", "pattern", SECONDS);
            default -> reference(field);
          };
      default ->
          throw new IllegalStateException(
              field.getName() + ": no JSON form is known for " + field.getType());
    };
  }

  private static Map<String, Object> reference(FieldDescriptorProto field) {
    return Map.of("$ref", REFERENCE + simpleName(field.getTypeName()));
  }

  // Pairs of members of which a oneof allows one.
  private static List<Object> together(List<FieldDescriptorProto> fields) {
    Map<Integer, List<String>> groups =
        fields.stream()
            .filter(field -> field.hasOneofIndex() && !field.getProto3Optional())
            .collect(
                Collectors.groupingBy(
                    FieldDescriptorProto::getOneofIndex,
                    TreeMap::new,
                    Collectors.mapping(FieldDescriptorProto::getJsonName, Collectors.toList())));
    List<Object> pairs = new ArrayList<>();
    for (List<String> names : groups.values()) {
      for (int i = 0; i < names.size(); i++) {
        for (int j = i + 1; j < names.size(); j++) {
          pairs.add(Map.of("required", List.of(names.get(i), names.get(j))));
        }
      }
    }
    return pairs;
  }

  private boolean isCalledRequired(FieldDescriptorProto field) {
    return comments.of(field).contains("Required.");
  }

  private static boolean isAlwaysPrinted(FieldDescriptorProto field) {
    return isList(field)
        || (!field.hasOneofIndex() && field.getType() != FieldDescriptorProto.Type.TYPE_MESSAGE);
  }

  private static boolean isList(FieldDescriptorProto field) {
    return field.getLabel() == FieldDescriptorProto.Label.LABEL_REPEATED;
  }

  private Map<String, Object> described(Message element) {
    Map<String, Object> schema = new TreeMap<>();
    if (!comments.of(element).isEmpty()) {
      schema.put("description", comments.of(element));
    }
    return schema;
  }

  private static String simpleName(String typeName) {
    return typeName.substring(typeName.lastIndexOf('.') + 1);
  }
}
