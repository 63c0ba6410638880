package org.tongbao.market.merchant;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// The form by which somebody applies for a shop, or applies again.
///
/// @param action where it is sent
/// @param typed what stands in its fields
/// @param documents what was handed in before and is kept unless it is taken off
/// @param terms what the platform asks, by currency
/// @param version of the application that is changed; 0 for a new one
/// @param reason why it was returned; null for a new one
public record ApplicationFormPage(
    Frame frame,
    Desk desk,
    String action,
    Map<String, String> typed,
    List<Kept> documents,
    List<Offer> terms,
    List<Choice> countries,
    int version,
    @Nullable String reason,
    FormErrors errors) {
  public ApplicationFormPage {
    typed = Map.copyOf(typed);
    documents = List.copyOf(documents);
    terms = List.copyOf(terms);
    countries = List.copyOf(countries);
  }

  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /// What is wrong with the documents; null when nothing is.
  public @Nullable String documentProblem() {
    return errors.byField().entrySet().stream()
        .filter(it -> it.getKey().startsWith("documents"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /// A document, and the word by which the form says that it is kept.
  ///
  /// @param here whether its file is kept, and not only what describes it
  /// @param link where it is opened; null where it cannot be
  public record Kept(
      String kind, String name, String size, String word, boolean here, @Nullable String link) {}

  /// What is asked of a shop that sells in a currency.
  ///
  /// @param choice the word by which a form agrees to it: currency and version
  public record Offer(
      String choice, String currency, String fee, String commission, String bond, boolean chosen) {}

  public record Choice(String code, String name, boolean chosen) {}
}
