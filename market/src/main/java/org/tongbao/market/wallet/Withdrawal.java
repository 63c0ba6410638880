package org.tongbao.market.wallet;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Money;

/// Money that a user takes out of the wallet, or out of a shop's.
///
/// @param user who asked for it
/// @param shop whose money it is; null for the user's own
/// @param chainId its id in the contract `Treasury`
/// @param accountToken the account outside, by a token of its institution; empty for ORIGINAL
/// @param pending what the chain has been asked and has not answered yet
/// @param refusal why the chain would not
/// @param reason why it was rejected
/// @param decideBy when anybody may send it back
/// @param version grows with each change
/// @param salt of what the chain knows of the destination
/// @param signBy until when a wallet of the owner's can sign it; null where the key is here
public record Withdrawal(
    UUID id,
    UserId user,
    @Nullable MerchantId shop,
    Address account,
    Hash chainId,
    Money amount,
    Destination destination,
    String accountToken,
    State state,
    @Nullable Step pending,
    int steps,
    @Nullable String refusal,
    @Nullable String reason,
    @Nullable UserId firstApprover,
    @Nullable UserId secondApprover,
    @Nullable Instant decideBy,
    int version,
    Instant createdAt,
    Bytes salt,
    @Nullable Instant signBy) {

  /// Salted hash of where it goes, all that the chain knows of it.
  Hash hiddenDestination() {
    String text = destination + ":" + accountToken;
    return salt.concat(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8))).keccak256();
  }

  /// Where it goes.
  public enum Destination {
    /// Back through the payments that it came by.
    ORIGINAL,
    /// To an account at a bank or a wallet provider.
    ACCOUNT
  }

  public enum State {
    /// The owner's own wallet has not signed it yet.
    TO_SIGN,
    /// The chain has been asked to lock it.
    ASKED,
    /// The chain would not lock it.
    REFUSED,
    /// Locked, waiting for a decision.
    HELD,
    /// One person has approved; the amount needs another.
    APPROVED_ONCE,
    /// Taken off the chain, to be paid out.
    BURNED,
    PAID,
    /// Given back to the account.
    RETURNED
  }

  /// What the chain can be asked about it.
  public enum Step {
    APPROVAL,
    REJECTION,
    RETURN
  }
}
