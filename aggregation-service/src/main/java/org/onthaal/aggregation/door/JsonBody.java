package org.onthaal.aggregation.door;

import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;

/// The JSON body of a call as its message, or what is wrong with it. Strict, because the contract's
/// own parser takes comments, repeated names and half characters, and tells of its own classes.
///
/// Reads texts, truths, times, lists of texts, and messages of these.
public final class JsonBody {
  /// A name of a stranger's choosing is repeated in the answer up to here.
  private static final int NAME_CHARACTERS_MAX = 60;

  /// A hostile body has hundreds of thousands of members.
  private static final int REFUSALS_MAX = 100;

  private final JsonReader in;
  private final Predicate<FieldDescriptor> taken;
  private final Violations violations = new Violations();
  private int refusals;

  private JsonBody(String json, Predicate<FieldDescriptor> taken) {
    this.in = new JsonReader(new StringReader(json));
    this.in.setStrictness(Strictness.STRICT);
    this.taken = taken;
  }

  /// What could be read of a body, and what could not.
  ///
  /// @param violations to which whoever knows the call adds what else is wrong
  public record Begun<M extends Message>(M message, Violations violations) {
    /// The message, when nothing was wrong.
    public Answer<M> whole() {
      return violations.isEmpty()
          ? new Answer.Given<>(message)
          : new Answer.Refused<>(violations.problem());
    }
  }

  /// Reads it whole.
  ///
  /// @param mediaType as the caller named it; absent counts as JSON
  /// @param empty a message without values, of the type that is read
  public static <M extends Message> Answer<M> read(
      Optional<String> mediaType, byte[] body, M empty) {
    return switch (begin(mediaType, body, empty, "")) {
      case Answer.Given<Begun<M>>(Begun<M> begun) -> begun.whole();
      case Answer.Refused<Begun<M>>(Problem problem) -> new Answer.Refused<>(problem);
    };
  }

  /// Reads what can be read; refused is only what is no JSON object at all.
  ///
  /// @param elsewhere name of the field that stands in the path, which the body lacks; empty when
  ///   none
  public static <M extends Message> Answer<Begun<M>> begin(
      Optional<String> mediaType, byte[] body, M empty, String elsewhere) {
    if (mediaType.isPresent() && !mediaType.get().equals("application/json")) {
      return refused(Reason.MEDIA_TYPE_UNSUPPORTED, "the body must be application/json");
    }
    try {
      String json = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return new JsonBody(json, field -> !field.getName().equals(elsewhere)).whole(empty);
    } catch (CharacterCodingException _) {
      return refused(Reason.MALFORMED, "the body is not UTF-8");
    } catch (IOException _) {
      return refused(Reason.MALFORMED, "the body is not one JSON object");
    }
  }

  private <M extends Message> Answer<Begun<M>> whole(M empty) throws IOException {
    if (in.peek() != JsonToken.BEGIN_OBJECT) {
      return refused(Reason.MALFORMED, "the body is not one JSON object");
    }
    Message.Builder message = empty.newBuilderForType();
    object(message, "");
    if (in.peek() != JsonToken.END_DOCUMENT) {
      return refused(Reason.MALFORMED, "the body is not one JSON object");
    }
    @SuppressWarnings("unchecked") // a builder of this message builds this message
    M whole = (M) message.build();
    return new Answer.Given<>(new Begun<>(whole, violations));
  }

  private void object(Message.Builder message, String path) throws IOException {
    List<FieldDescriptor> fields =
        message.getDescriptorForType().getFields().stream()
            .filter(field -> !path.isEmpty() || taken.test(field))
            .toList();
    Set<FieldDescriptor> seen = new HashSet<>();
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      Optional<FieldDescriptor> field =
          fields.stream()
              .filter(one -> one.getJsonName().equals(name) || one.getName().equals(name))
              .findFirst();
      if (field.isEmpty()) {
        refuseUnknown(path, name, fields);
      } else if (seen.add(field.get())) {
        value(message, field.get(), path + field.get().getJsonName());
      } else {
        refuse(path + field.get().getJsonName(), "the field once");
      }
    }
    in.endObject();
  }

  private void value(Message.Builder message, FieldDescriptor field, String path)
      throws IOException {
    if (in.peek() == JsonToken.NULL) {
      // The contract's JSON takes null for absent.
      in.nextNull();
    } else if (field.isRepeated()) {
      texts(message, field, path);
    } else if (field.getJavaType() == JavaType.STRING) {
      text(path).ifPresent(text -> message.setField(field, text));
    } else if (field.getJavaType() == JavaType.BOOLEAN) {
      truth(message, field, path);
    } else if (field.getMessageType().equals(Timestamp.getDescriptor())) {
      text(path).ifPresent(text -> time(message, field, path, text));
    } else if (in.peek() == JsonToken.BEGIN_OBJECT) {
      object(message.getFieldBuilder(field), path + ".");
    } else {
      refuse(path, "an object");
    }
  }

  private void texts(Message.Builder message, FieldDescriptor field, String path)
      throws IOException {
    if (in.peek() != JsonToken.BEGIN_ARRAY) {
      refuse(path, "a list of texts");
      return;
    }
    in.beginArray();
    for (int i = 0; in.hasNext(); i++) {
      // What could not be read keeps its place, so that the others are named by theirs.
      message.addRepeatedField(field, text(path + "[" + i + "]").orElse(""));
    }
    in.endArray();
  }

  private void truth(Message.Builder message, FieldDescriptor field, String path)
      throws IOException {
    if (in.peek() == JsonToken.BOOLEAN) {
      message.setField(field, in.nextBoolean());
    } else {
      refuse(path, "true or false");
    }
  }

  private void time(Message.Builder message, FieldDescriptor field, String path, String text) {
    Optional<Timestamp> time = time(text).filter(Timestamps::isValid);
    if (time.isPresent()) {
      message.setField(field, time.get());
    } else {
      violations.addUnread(path, Reason.INVALID, "an RFC 3339 time such as 2026-11-26T08:00:00Z");
    }
  }

  private static Optional<Timestamp> time(String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      return Optional.of(
          Timestamp.newBuilder().setSeconds(time.toEpochSecond()).setNanos(time.getNano()).build());
    } catch (DateTimeException _) {
      return Optional.empty(); // no such time
    }
  }

  private Optional<String> text(String path) throws IOException {
    if (in.peek() != JsonToken.STRING) {
      refuse(path, "a text in quotes");
      return Optional.empty();
    }
    String text = in.nextString();
    // Half a surrogate pair, written as an escape, is no character.
    if (text.codePoints()
        .anyMatch(c -> Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE)) {
      if (refusals++ < REFUSALS_MAX) {
        violations.addUnread(path, Reason.INVALID, "text in whole Unicode characters");
      }
      return Optional.empty();
    }
    return Optional.of(text);
  }

  // Skips what stands there.
  private void refuse(String path, String expected) throws IOException {
    in.skipValue();
    if (refusals++ < REFUSALS_MAX) {
      violations.addUnread(path, Reason.INVALID, expected);
    }
  }

  private void refuseUnknown(String path, String name, List<FieldDescriptor> fields)
      throws IOException {
    in.skipValue();
    if (refusals++ < REFUSALS_MAX) {
      String shown =
          name.codePoints()
              .limit(NAME_CHARACTERS_MAX)
              .map(c -> Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE ? '?' : c)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String quoted = shown.isEmpty() ? new JsonPrimitive(shown).toString() : shown;
      String names =
          fields.stream().map(FieldDescriptor::getJsonName).collect(Collectors.joining(", "));
      violations.add(path + quoted, Reason.UNKNOWN_FIELD, "one of " + names);
    }
  }

  private static <M> Answer<M> refused(Reason reason, String detail) {
    return new Answer.Refused<>(Problem.newBuilder().setReason(reason).setDetail(detail).build());
  }
}
