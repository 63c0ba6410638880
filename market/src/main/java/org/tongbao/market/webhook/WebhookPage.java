package org.tongbao.market.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// One receiver of news: what it is, and what it was sent.
///
/// @param base its address
/// @param name that of its machine, for headings
/// @param trouble why we stopped sending; empty where we did not
/// @param failingSince since when nothing was taken there; null where something was
/// @param version which the form of its settings was made of
/// @param newest which it has now
/// @param kinds of news that can be sent
/// @param secret just made, shown this once; null otherwise
/// @param days what stands in the form that sends those of a time again
public record WebhookPage(
    Frame frame,
    Desk desk,
    String base,
    String name,
    String url,
    Standing standing,
    String trouble,
    @Nullable Instant failingSince,
    int version,
    int newest,
    Typed typed,
    List<String> kinds,
    @Nullable String secret,
    Log log,
    Days days,
    FormErrors errors) {
  public WebhookPage {
    kinds = List.copyOf(kinds);
  }

  /// How it stands with a receiver.
  public enum Standing {
    ON,
    /// Something was not taken lately; it is tried again.
    FAILING,
    /// Somebody switched it off.
    PAUSED,
    /// We did, after days in vain.
    STOPPED;

    public boolean isOn() {
      return this == ON || this == FAILING;
    }

    public String badge() {
      return switch (this) {
        case ON -> "badge-good";
        case FAILING -> "badge-warn";
        case PAUSED -> "";
        case STOPPED -> "badge-bad";
      };
    }
  }

  /// @param types kinds of news; all when empty
  public record Typed(String url, List<String> types) {
    static final Typed NOTHING = new Typed("", List.of());

    public Typed {
      types = List.copyOf(types);
    }
  }

  public record Days(String from, String to) {}

  /// What was sent, newest first.
  ///
  /// @param state of those that are shown; empty for all
  /// @param next the cursor of the following part; null at the end
  public record Log(List<String> states, String state, List<Sent> messages, @Nullable String next) {
    public Log {
      states = List.copyOf(states);
      messages = List.copyOf(messages);
    }
  }

  /// @param nextTryAt null where none is planned
  public record Sent(
      UUID id,
      String type,
      String state,
      int tries,
      Instant createdAt,
      @Nullable Instant nextTryAt,
      @Nullable Instant deliveredAt) {
    public String badge() {
      return switch (state) {
        case "DELIVERED" -> "badge-good";
        case "WAITING" -> "badge-warn";
        case "GIVEN_UP" -> "badge-bad";
        default -> "";
      };
    }
  }

  public List<Desk.Link> tabs() {
    return Stream.concat(Stream.of(""), log.states.stream())
        .map(
            it ->
                Desk.Link.to(
                    frame.texts().get("merchant.webhooks.state." + (it.isEmpty() ? "ALL" : it)),
                    address(it)))
        .toList();
  }

  public String address(String state) {
    return state.isEmpty() ? base : base + "?state=" + state;
  }

  public String nextAddress() {
    return base + "?state=" + log.state + "&cursor=" + log.next;
  }

  /// What to say above the forms; null when nothing is.
  public @Nullable String problem() {
    String general = errors.general();
    return general != null
        ? general
        : errors.isEmpty() ? null : frame.texts().get("merchant.form.look");
  }
}
