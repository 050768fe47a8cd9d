package org.onthaal.feedback.collect.page;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;

/// What is wrong with a form, in the page's words, each once.
record PageTrouble(Set<PageWord> words) {
  static final PageTrouble NONE = new PageTrouble(Set.of());

  private static final Set<PageWord> ABOUT_CHOICE =
      Set.of(PageWord.CHOICE_MISSING, PageWord.CHOICE_INVALID);
  private static final Set<PageWord> ABOUT_COMMENT =
      Set.of(PageWord.COMMENT_TOO_LONG, PageWord.COMMENT_UNREADABLE);

  static PageTrouble of(List<Violation> violations) {
    Set<PageWord> words = new TreeSet<>();
    violations.forEach(violation -> words.add(word(violation)));
    if (words.isEmpty()) {
      words.add(PageWord.FORM_CHANGED);
    }
    return new PageTrouble(words);
  }

  static boolean isAboutComment(PageWord word) {
    return ABOUT_COMMENT.contains(word);
  }

  boolean isAboutChoice() {
    return words.stream().anyMatch(ABOUT_CHOICE::contains);
  }

  boolean isAboutComment() {
    return words.stream().anyMatch(ABOUT_COMMENT::contains);
  }

  String choiceText(PageText text) {
    return said(ABOUT_CHOICE, text);
  }

  String commentText(PageText text) {
    return said(ABOUT_COMMENT, text);
  }

  private String said(Set<PageWord> which, PageText text) {
    return String.join(" ", words.stream().filter(which::contains).map(text::text).toList());
  }

  private static PageWord word(Violation violation) {
    if (violation.field().equals("answers") && violation.reason() == Reason.MISSING) {
      return PageWord.CHOICE_MISSING;
    }
    if (violation.field().equals("comment")) {
      return violation.reason() == Reason.COMMENT_TOO_LONG
          ? PageWord.COMMENT_TOO_LONG
          : PageWord.COMMENT_UNREADABLE;
    }
    return violation.field().startsWith("answers")
        ? PageWord.CHOICE_INVALID
        : PageWord.FORM_CHANGED;
  }
}
