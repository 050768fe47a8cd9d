package org.onthaal.feedback.phone.agi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgiAnswerTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "200 result=4, 4, false",
    "200 result= (timeout), '', true",
    "200 result=, '', false",
    "200 result=-1, -1, false",
    "200 result=12 (timeout), 12, true",
    "200 result=52 endpos=17120, 52, false",
    "200 result=1 (a value), 1, false",
    "200 result=35 (dtmf) endpos=24000, 35, false",
    "200 result=1*#, 1*#, false"
  })
  void resultIsReadAsAsteriskWritesIt(String line, String result, boolean timedOut) {
    AgiAnswer.Head head = AgiAnswer.parse(line).orElseThrow();

    assertThat(head.goesOn()).isFalse();
    assertThat(head.answer()).isEqualTo(new AgiAnswer(200, result, timedOut));
  }

  @Test
  void keyIsTheCharacterOfItsCode() {
    assertThat(new AgiAnswer(200, "52", false).key()).hasValue("4");
    assertThat(new AgiAnswer(200, "35", false).key()).hasValue("#");
    assertThat(new AgiAnswer(200, "42", false).key()).hasValue("*");
    assertThat(new AgiAnswer(200, "0", false).key()).isEmpty();
    assertThat(new AgiAnswer(200, "-1", false).key()).isEmpty();
    assertThat(new AgiAnswer(511, "", false).key()).isEmpty();
  }

  @Test
  void refusalsAreToldApart() {
    assertThat(AgiAnswer.parse("510 Invalid or unknown command"))
        .hasValue(new AgiAnswer.Head(new AgiAnswer(510, "", false), false));
    assertThat(AgiAnswer.parse("520-Invalid command syntax.  Proper usage follows:"))
        .hasValue(new AgiAnswer.Head(new AgiAnswer(520, "", false), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HANGUP", "200", "200 ok", "2000 result=1", "200 result=1x", "200-result=1"})
  void anythingElseIsNoAnswer(String line) {
    assertThat(AgiAnswer.parse(line)).isEmpty();
  }
}
