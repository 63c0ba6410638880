package org.tongbao.app;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.tongbao.app.OperationTable.Who;
import org.tongbao.app.fuzz.WireAnswer;
import org.tongbao.app.fuzz.WireRequest;

/// What is private to the buyer, to the shop and to the platform, and who must never read it. What
/// somebody sent comes back without being told; nothing else of it may.
final class FuzzMarkers {
  private static final List<Who> SHOP =
      List.of(Who.OWNER, Who.MANAGER, Who.ORDERS, Who.PRODUCTS, Who.ACCOUNTS, Who.READER);

  private final Map<Who, List<String>> hidden = new EnumMap<>(Who.class);

  /// @param ofBuyer what the shop that sold to the buyer may know: the order, its address
  /// @param secrets what the buyer alone may know
  FuzzMarkers(
      List<String> ofBuyer, List<String> secrets, List<String> ofShop, List<String> ofPlatform) {
    List<Who> outside = List.of(Who.NOBODY, Who.STRANGER, Who.RIVAL);
    hide(outside, ofBuyer);
    hide(List.of(Who.PRODUCTS), ofBuyer);
    hide(outside, secrets);
    hide(SHOP, secrets);
    hide(List.of(Who.REVIEWER), secrets);
    hide(outside, ofShop);
    hide(List.of(Who.BUYER), ofShop);
    hide(outside, ofPlatform);
    hide(List.of(Who.BUYER), ofPlatform);
    hide(SHOP, ofPlatform);
  }

  private void hide(List<Who> from, List<String> markers) {
    for (Who who : from) {
      hidden.merge(
          who,
          List.copyOf(markers),
          (one, other) -> Stream.concat(one.stream(), other.stream()).distinct().toList());
    }
  }

  /// Something in an answer that this caller must not read, and did not send.
  Optional<String> leak(Who who, WireRequest request, WireAnswer answer) {
    String sent = request.whole();
    String read = answer.body() + "\n" + String.join("\n", answer.headers());
    return Objects.requireNonNullElse(hidden.get(who), List.<String>of()).stream()
        .filter(it -> read.contains(it) && !sent.contains(it))
        .findFirst();
  }
}
