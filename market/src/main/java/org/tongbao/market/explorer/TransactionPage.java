package org.tongbao.market.explorer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Frame;

/// A transaction, with what it asked for and what came of it in words.
///
/// @param asked what it asked for: the wishes that it carried, or its own
/// @param happened in the order in which it was announced
public record TransactionPage(
    Frame frame, Transaction transaction, List<String> asked, List<Happening> happened) {
  public TransactionPage {
    asked = List.copyOf(asked);
    happened = List.copyOf(happened);
  }

  /// Who an account is, in words; empty for those whom we do not name.
  public String who(Party party) {
    return EventWords.who(party, frame.texts());
  }

  /// @param code as the contract calls the event; empty when it is none of ours
  public record Happening(
      String name, Party contract, String code, int index, List<Member> members) {
    public Happening {
      members = List.copyOf(members);
    }
  }

  /// What an event says: a text, an account or a moment.
  public record Member(String label, String text, @Nullable Party party, @Nullable Instant at) {
    static Member text(String label, String text) {
      return new Member(label, text, null, null);
    }

    static Member of(String label, Party party) {
      return new Member(label, party.address().toHex(), party, null);
    }

    static Member at(String label, Instant at) {
      return new Member(label, "", null, at);
    }
  }
}
