package org.tongbao.market.review;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import tools.jackson.databind.json.JsonMapper;

/// What is said, as one line of JSON whose members stand in a fixed order, and its hash: Keccak-256
/// of its UTF-8 bytes. The chain has the hash and everybody gets the line, so that everybody can
/// hash it again. docs/reviews.md describes each member.
record ReviewDocument(String text, Hash hash) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int VERSION = 1;
  private static final int WORD = 32;

  static ReviewDocument review(Hash order, int line, int stars, String text, List<String> media) {
    Map<String, Object> members = start("review");
    members.put("order", order.toHex());
    members.put("line", line);
    members.put("stars", stars);
    members.put("text", text);
    members.put("media", media);
    return of(members);
  }

  static ReviewDocument reply(
      Review.Reply.Kind kind, Hash review, String text, List<String> media) {
    Map<String, Object> members = start(kind == Review.Reply.Kind.ANSWER ? "answer" : "follow-up");
    members.put("review", review.toHex());
    members.put("text", text);
    members.put("media", media);
    return of(members);
  }

  static ReviewDocument moderation(Hash review, boolean hidden, String reason) {
    Map<String, Object> members = start("moderation");
    members.put("review", review.toHex());
    members.put("hidden", hidden);
    members.put("reason", reason);
    return of(members);
  }

  /// By which the chain knows a review: `Reviews.keyOf`.
  static Hash key(Address orders, Hash order, int line) {
    byte[] words = new byte[3 * WORD];
    byte[] contract = orders.toBytes().toArray();
    System.arraycopy(contract, 0, words, WORD - contract.length, contract.length);
    System.arraycopy(order.toBytes().toArray(), 0, words, WORD, WORD);
    for (int i = 0; i < Integer.BYTES; i++) {
      words[3 * WORD - 1 - i] = (byte) (line >>> (8 * i));
    }
    return Keccak256.hash(words);
  }

  private static Map<String, Object> start(String kind) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", VERSION);
    members.put("kind", kind);
    return members;
  }

  private static ReviewDocument of(Map<String, Object> members) {
    String text = JSON.writeValueAsString(members);
    return new ReviewDocument(text, Keccak256.hash(text.getBytes(StandardCharsets.UTF_8)));
  }
}
