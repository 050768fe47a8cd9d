package org.onthaal.widget;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.function.Consumer;

/// People in front of one element, one after the other, who bring it into each of its states.
record Visit(Page page, RecordingDoor door) {
  /// What a person has before their eyes.
  enum State {
    FIRST,
    SELECTED,
    ERROR,
    COMMENT,
    SENT,
    QUEUED
  }

  /// Goes through all of them, in their order.
  void through(Consumer<State> look) {
    show(State.FIRST, look);
    answer(0);
    show(State.SELECTED, look);
    nextPerson();
    ElementOnAPage.submit(page).click();
    show(State.ERROR, look);
    nextPerson();
    answer(0);
    send();
    page.getByRole(AriaRole.CHECKBOX).first().check();
    page.getByRole(AriaRole.TEXTBOX).fill("1 2 3\n4 5 6");
    // Where colours are forced a caret blinks that no screenshot hides.
    page.getByRole(AriaRole.TEXTBOX).blur();
    show(State.COMMENT, look);
    ElementOnAPage.submit(page).click();
    await("nothing more is asked").until(() -> page.locator("form").count() == 0);
    show(State.SENT, look);
    nextPerson();
    door.be(RecordingDoor.Manner.SILENCE);
    answer(0);
    send();
    show(State.QUEUED, look);
    page.evaluate("localStorage.clear()");
    door.be(RecordingDoor.Manner.TAKE);
  }

  void answer(int index) {
    page.getByRole(AriaRole.RADIO).nth(index).check();
  }

  void send() {
    ElementOnAPage.submit(page).click();
    ElementOnAPage.thanks(page).waitFor();
  }

  private void show(State state, Consumer<State> look) {
    // Nothing is to look as it does under a pointer.
    page.mouse().move(0, 0);
    look.accept(state);
  }

  private void nextPerson() {
    page.evaluate("document.querySelector('onthaal-feedback').reset()");
  }
}
