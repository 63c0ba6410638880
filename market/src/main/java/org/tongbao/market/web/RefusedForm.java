package org.tongbao.market.web;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.error.DomainException;

/// The form of a page that was not taken, with what was typed into it and why; [#NONE] at first.
///
/// @param form which of the page's forms, by a word of the page's own
public record RefusedForm(String form, FormErrors errors, Map<String, String> typed) {
  public static final RefusedForm NONE = new RefusedForm("", FormErrors.NONE, Map.of());

  public RefusedForm {
    typed = Map.copyOf(typed);
  }

  /// Throws `refused` again where that is no matter of a form (see [FormErrors#of]).
  public static RefusedForm of(
      String form, DomainException refused, Texts texts, Map<String, String> typed) {
    return new RefusedForm(form, FormErrors.of(refused, texts, Map.of()), typed);
  }

  public boolean is(String wanted) {
    return form.equals(wanted);
  }

  /// What was typed into a field; `standard` where this is not the form that was refused.
  public String typed(String wanted, String field, String standard) {
    return is(wanted) ? typed.getOrDefault(field, "") : standard;
  }

  public String typed(String wanted, String field) {
    return typed(wanted, field, "");
  }

  /// What is wrong with a field; null where nothing is.
  public @Nullable String error(String wanted, String field) {
    return is(wanted) ? errors.of(field) : null;
  }

  /// What is wrong with a form that the page no longer has, since something happened meanwhile;
  /// null where it is one of `shown`.
  public @Nullable String gone(Collection<? extends PageDeed> shown) {
    return shown.stream().anyMatch(it -> is(it.path())) ? null : errors.general();
  }

  /// What is wrong with the whole form; null where nothing is.
  public @Nullable String general(String wanted) {
    return is(wanted) ? errors.general() : null;
  }
}
