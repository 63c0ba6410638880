package org.tongbao.market.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Hash;

/// A review of a line of an order.
///
/// @param key by which the chain knows it
/// @param author what is shown of the buyer's name
/// @param document what the chain has the hash of
/// @param attempt how often it was brought to the chain
/// @param signBy until when the author's own wallet may sign it; null where its key is here
/// @param refusal why the chain would not
/// @param transaction in which the chain attested it
public record Review(
    UUID id,
    Hash key,
    Line line,
    MerchantId merchant,
    UserId buyer,
    String author,
    int stars,
    String text,
    List<Medium> media,
    String document,
    Hash contentHash,
    int attempt,
    State state,
    @Nullable Instant signBy,
    @Nullable String refusal,
    @Nullable Hash transaction,
    @Nullable Instant attestedAt,
    boolean hidden,
    int helpful,
    List<Reply> replies,
    Instant createdAt) {
  public Review {
    media = List.copyOf(media);
    replies = List.copyOf(replies);
  }

  /// How far something has come on the chain.
  public enum State {
    /// Its author's own wallet has to sign it.
    TO_SIGN,
    PENDING,
    ATTESTED,
    REFUSED
  }

  /// What was bought.
  ///
  /// @param number counted from 0, as the chain does
  public record Line(
      UUID sellerOrder, int number, UUID product, UUID variant, String title, String options) {}

  /// A picture, voice or video of a review or its follow-up.
  ///
  /// @param part `REVIEW` or `FOLLOW_UP`
  public record Medium(
      String part,
      String hash,
      String kind,
      String type,
      @Nullable String thumbnail,
      @Nullable Long durationMillis) {}

  /// What the author added, or the merchant answered.
  public record Reply(
      Kind kind,
      UUID id,
      String text,
      String document,
      Hash contentHash,
      State state,
      @Nullable Instant signBy,
      @Nullable String refusal,
      @Nullable Hash transaction,
      Instant createdAt) {
    /// Whose.
    public enum Kind {
      FOLLOW_UP,
      ANSWER
    }
  }

  Optional<Reply> reply(Reply.Kind kind) {
    return replies.stream().filter(it -> it.kind() == kind).findFirst();
  }

  List<String> hashes() {
    return media.stream().map(Medium::hash).toList();
  }
}
