package org.tongbao.market.reconciliation;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// Days of institutions, and what differs.
///
/// @param days the newest first
/// @param institutions those that there are
/// @param mayReconcile whether the visitor's role settles differences
public record ReconciliationPage(
    Frame frame,
    Desk desk,
    List<Reconciliation> days,
    Difference.State state,
    List<Difference> differences,
    @Nullable String next,
    List<String> institutions,
    boolean mayReconcile,
    Typed typed) {
  public ReconciliationPage {
    days = List.copyOf(days);
    differences = List.copyOf(differences);
    institutions = List.copyOf(institutions);
  }

  public List<Difference.State> states() {
    return List.of(Difference.State.values());
  }

  public String address(Difference.State other) {
    return desk.current() + "?state=" + other;
  }

  /// What was typed and not taken.
  ///
  /// @param difference which one was to be settled; null where it was a statement
  public record Typed(
      FormErrors errors,
      String institution,
      String day,
      String statement,
      @Nullable UUID difference) {
    static final Typed NOTHING = new Typed(FormErrors.NONE, "", "", "", null);

    /// Whether the form of a statement was refused.
    public boolean isStatement() {
      return difference == null && !errors.isEmpty();
    }
  }
}
