package org.tongbao.market.web;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.ErrorCode;
import org.tongbao.market.error.RequestError;

/// Why a form was not taken: beside which fields to say what, and what to say above all of them.
///
/// @param general null when everything stands beside a field
public record FormErrors(@Nullable String general, Map<String, String> byField) {
  public static final FormErrors NONE = new FormErrors(null, Map.of());

  public FormErrors {
    byField = Map.copyOf(byField);
  }

  /// A refusal as the form shows it. Failures of ours and what somebody may not do are no matter of
  /// a form: they are thrown again.
  ///
  /// @param fields of codes that are about one field without naming it
  public static FormErrors of(
      DomainException refused, Texts texts, Map<? extends ErrorCode, String> fields) {
    ErrorCode code = refused.code();
    if (code.status() >= 500
        || code == RequestError.SIGN_IN_NEEDED
        || code == RequestError.FORBIDDEN
        || code == RequestError.NOT_FOUND) {
      throw refused;
    }
    if (code instanceof RequestError general && !refused.arguments().isEmpty()) {
      String field = refused.arguments().getFirst();
      Optional<String> text = ofField(general, field, refused, texts);
      if (text.isPresent()) {
        return new FormErrors(null, Map.of(field, text.get()));
      }
    }
    String text = texts.get("error." + code.code() + ".detail", refused.arguments().toArray());
    String field = fields.get(code);
    return field == null
        ? new FormErrors(text, Map.of())
        : new FormErrors(null, Map.of(field, text));
  }

  private static Optional<String> ofField(
      RequestError code, String field, DomainException refused, Texts texts) {
    return switch (code) {
      case FIELD_MISSING -> Optional.of(texts.get("form.missing"));
      case FIELD_TOO_LONG -> Optional.of(texts.get("form.too-long", refused.arguments().get(1)));
      case FIELD_MALFORMED ->
          Optional.of(
              texts.find("form.malformed." + field).orElseGet(() -> texts.get("form.malformed")));
      default -> Optional.empty();
    };
  }

  /// What is wrong with a field; null when nothing is.
  public @Nullable String of(String field) {
    return byField.get(field);
  }

  public boolean isEmpty() {
    return general == null && byField.isEmpty();
  }
}
