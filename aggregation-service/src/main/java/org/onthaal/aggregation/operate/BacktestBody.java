package org.onthaal.aggregation.operate;

import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.onthaal.aggregation.door.Violations;
import org.onthaal.v1.BacktestRequest;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;

/// The JSON body of a back-test, or what is wrong with it. Strict, because the contract's own
/// parser takes comments, repeated names and half characters, and tells of its own classes.
final class BacktestBody {
  /// A name of a stranger's choosing is repeated in the answer up to here.
  private static final int NAME_CHARACTERS_MAX = 60;

  /// A hostile body has hundreds of thousands of members.
  private static final int REFUSALS_MAX = 100;

  private static final List<FieldDescriptor> FIELDS = BacktestRequest.getDescriptor().getFields();
  private static final String NAMES =
      FIELDS.stream().map(FieldDescriptor::getJsonName).collect(Collectors.joining(", "));

  private final JsonReader in;
  private final BacktestRequest.Builder message = BacktestRequest.newBuilder();
  private final Violations violations = new Violations();
  private int refusals;

  private BacktestBody(String json) {
    in = new JsonReader(new StringReader(json));
    in.setStrictness(Strictness.STRICT);
  }

  /// Reads it whole.
  ///
  /// @param mediaType as the caller named it; absent counts as JSON
  static Answer<BacktestRequest> read(Optional<String> mediaType, byte[] body) {
    if (mediaType.isPresent() && !mediaType.get().equals("application/json")) {
      return refused(Reason.MEDIA_TYPE_UNSUPPORTED, "the body must be application/json");
    }
    try {
      return new BacktestBody(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString())
          .whole();
    } catch (CharacterCodingException _) {
      return refused(Reason.MALFORMED, "the body is not UTF-8");
    } catch (IOException _) {
      return refused(Reason.MALFORMED, "the body is not one JSON object");
    }
  }

  private Answer<BacktestRequest> whole() throws IOException {
    if (in.peek() != JsonToken.BEGIN_OBJECT) {
      return refused(Reason.MALFORMED, "the body is not one JSON object");
    }
    Set<FieldDescriptor> seen = new HashSet<>();
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      Optional<FieldDescriptor> field =
          FIELDS.stream()
              .filter(one -> one.getJsonName().equals(name) || one.getName().equals(name))
              .findFirst();
      if (field.isEmpty()) {
        refuseUnknown(name);
      } else if (seen.add(field.get())) {
        value(field.get());
      } else {
        refuse(field.get(), "the field once");
      }
    }
    in.endObject();
    if (in.peek() != JsonToken.END_DOCUMENT) {
      return refused(Reason.MALFORMED, "the body is not one JSON object");
    }
    return violations.isEmpty()
        ? new Answer.Given<>(message.build())
        : new Answer.Refused<>(violations.problem());
  }

  private void value(FieldDescriptor field) throws IOException {
    if (in.peek() == JsonToken.NULL) {
      // The contract's JSON takes null for absent.
      in.nextNull();
    } else if (in.peek() != JsonToken.STRING) {
      refuse(field, "a text in quotes");
    } else {
      String text = in.nextString();
      // Half a surrogate pair, written as an escape, is no character.
      if (text.codePoints()
          .anyMatch(c -> Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE)) {
        violations.add(field.getJsonName(), Reason.INVALID, "text in whole Unicode characters");
      } else {
        message.setField(field, text);
      }
    }
  }

  // Skips what stands there.
  private void refuse(FieldDescriptor field, String expected) throws IOException {
    in.skipValue();
    if (refusals++ < REFUSALS_MAX) {
      violations.add(field.getJsonName(), Reason.INVALID, expected);
    }
  }

  private void refuseUnknown(String name) throws IOException {
    in.skipValue();
    if (refusals++ < REFUSALS_MAX) {
      String shown =
          name.codePoints()
              .limit(NAME_CHARACTERS_MAX)
              .map(c -> Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE ? '?' : c)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String quoted = shown.isEmpty() ? new JsonPrimitive(shown).toString() : shown;
      violations.add(quoted, Reason.UNKNOWN_FIELD, "one of " + NAMES);
    }
  }

  private static Answer<BacktestRequest> refused(Reason reason, String detail) {
    return new Answer.Refused<>(Problem.newBuilder().setReason(reason).setDetail(detail).build());
  }
}
