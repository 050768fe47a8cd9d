package org.onthaal.v1;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a caller built against a released contract would notice in a newer one: on the wire, in
 * JSON, or when compiling anew. Adding is always allowed; a removed field or enum value must leave
 * its number and its name reserved.
 */
final class BreakingChanges {
  private final List<String> found = new ArrayList<>();

  private BreakingChanges() {}

  /**
   * One sentence per breaking change, in the order of the released files; empty when there is none.
   */
  static List<String> between(FileDescriptorSet released, FileDescriptorSet current) {
    BreakingChanges changes = new BreakingChanges();
    Map<String, FileDescriptorProto> files =
        byName(current.getFileList(), FileDescriptorProto::getName);
    for (FileDescriptorProto before : released.getFileList()) {
      FileDescriptorProto after = files.get(before.getName());
      if (after == null) {
        changes.found.add(before.getName() + " is gone");
      } else {
        changes.compareFiles(before, after);
      }
    }
    return changes.found;
  }

  private void compareFiles(FileDescriptorProto before, FileDescriptorProto after) {
    expectEqual(before.getName() + " package", before.getPackage(), after.getPackage());
    expectEqual(
        before.getName() + " java_package",
        before.getOptions().getJavaPackage(),
        after.getOptions().getJavaPackage());
    compareMessages("", before.getMessageTypeList(), after.getMessageTypeList());
    compareEnums("", before.getEnumTypeList(), after.getEnumTypeList());
    Map<String, ServiceDescriptorProto> services =
        byName(after.getServiceList(), ServiceDescriptorProto::getName);
    for (ServiceDescriptorProto service : before.getServiceList()) {
      compareServices(service, services.get(service.getName()));
    }
  }

  private void compareMessages(
      String outer, List<DescriptorProto> before, List<DescriptorProto> after) {
    Map<String, DescriptorProto> messages = byName(after, DescriptorProto::getName);
    for (DescriptorProto message : before) {
      String name = outer + message.getName();
      DescriptorProto now = messages.get(message.getName());
      if (now == null) {
        found.add("message " + name + " is gone");
        continue;
      }
      compareFields(name, message, now);
      compareMessages(name + ".", message.getNestedTypeList(), now.getNestedTypeList());
      compareEnums(name + ".", message.getEnumTypeList(), now.getEnumTypeList());
    }
  }

  private void compareFields(String message, DescriptorProto before, DescriptorProto after) {
    Map<Integer, FieldDescriptorProto> fields =
        after.getFieldList().stream()
            .collect(Collectors.toMap(FieldDescriptorProto::getNumber, Function.identity()));
    for (FieldDescriptorProto field : before.getFieldList()) {
      String name = message + "." + field.getName();
      FieldDescriptorProto now = fields.get(field.getNumber());
      if (now == null) {
        expectReserved(name, field.getNumber(), field.getName(), after);
        continue;
      }
      expectEqual(name + " name", field.getName(), now.getName());
      expectEqual(
          name + " type", field.getType() + field.getTypeName(), now.getType() + now.getTypeName());
      expectEqual(name + " cardinality", field.getLabel(), now.getLabel());
      expectEqual(name + " presence", field.getProto3Optional(), now.getProto3Optional());
      expectEqual(name + " oneof", oneofOf(field, before), oneofOf(now, after));
    }
  }

  private void expectReserved(String name, int number, String fieldName, DescriptorProto after) {
    boolean numberKept =
        after.getReservedRangeList().stream()
            .anyMatch(range -> range.getStart() <= number && number < range.getEnd());
    if (!numberKept || !after.getReservedNameList().contains(fieldName)) {
      found.add(name + " was removed without reserving its number and its name");
    }
  }

  private void compareEnums(
      String outer, List<EnumDescriptorProto> before, List<EnumDescriptorProto> after) {
    Map<String, EnumDescriptorProto> enums = byName(after, EnumDescriptorProto::getName);
    for (EnumDescriptorProto type : before) {
      EnumDescriptorProto now = enums.get(type.getName());
      if (now == null) {
        found.add("enum " + outer + type.getName() + " is gone");
        continue;
      }
      Map<Integer, String> values =
          now.getValueList().stream()
              .collect(
                  Collectors.toMap(
                      EnumValueDescriptorProto::getNumber, EnumValueDescriptorProto::getName));
      for (EnumValueDescriptorProto value : type.getValueList()) {
        String name = outer + type.getName() + "." + value.getName();
        boolean reserved =
            now.getReservedNameList().contains(value.getName())
                && now.getReservedRangeList().stream()
                    .anyMatch(
                        r -> r.getStart() <= value.getNumber() && value.getNumber() <= r.getEnd());
        if (!reserved) {
          expectEqual(name, value.getName(), values.getOrDefault(value.getNumber(), "nothing"));
        }
      }
    }
  }

  private void compareServices(ServiceDescriptorProto before, ServiceDescriptorProto after) {
    if (after == null) {
      found.add("service " + before.getName() + " is gone");
      return;
    }
    Map<String, MethodDescriptorProto> methods =
        byName(after.getMethodList(), MethodDescriptorProto::getName);
    for (MethodDescriptorProto method : before.getMethodList()) {
      String name = before.getName() + "." + method.getName();
      MethodDescriptorProto now = methods.get(method.getName());
      if (now == null) {
        found.add("call " + name + " is gone");
        continue;
      }
      expectEqual(name + " request", method.getInputType(), now.getInputType());
      expectEqual(name + " response", method.getOutputType(), now.getOutputType());
      expectEqual(
          name + " client streaming", method.getClientStreaming(), now.getClientStreaming());
      expectEqual(
          name + " server streaming", method.getServerStreaming(), now.getServerStreaming());
    }
  }

  private void expectEqual(String what, Object before, Object after) {
    if (!before.equals(after)) {
      found.add(what + " was " + before + " and is " + after);
    }
  }

  private static String oneofOf(FieldDescriptorProto field, DescriptorProto message) {
    return field.hasOneofIndex() && !field.getProto3Optional()
        ? message.getOneofDecl(field.getOneofIndex()).getName()
        : "";
  }

  private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
    return all.stream().collect(Collectors.toMap(name, Function.identity()));
  }
}
