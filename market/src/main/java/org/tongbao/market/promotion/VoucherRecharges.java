package org.tongbao.market.promotion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.ledger.intent.VoucherActions;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.onchain.WalletProofs;
import org.tongbao.market.promotion.VoucherRecharge.State;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.TypedData;

/// Turns recharge coupons into money in their owner's account. What is turned is reserved until the
/// chain has answered, or until the owner's own wallet should have signed. Thread-safe.
@Component
class VoucherRecharges {
  static final String KIND = "voucher-recharge";
  private static final Duration SIGN_WITHIN = Duration.ofHours(1);

  private final VoucherRechargeStore store;
  private final VoucherStore vouchers;
  private final Campaigns campaigns;
  private final ChainAccounts accounts;
  private final WalletProofs proofs;
  private final Outbox outbox;
  private final Intents intents;
  private final VoucherActions actions;
  private final TransactionTemplate transaction;
  private final Clock clock;

  VoucherRecharges(
      VoucherRechargeStore store,
      VoucherStore vouchers,
      Campaigns campaigns,
      ChainAccounts accounts,
      WalletProofs proofs,
      Outbox outbox,
      Intents intents,
      VoucherActions actions,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.vouchers = vouchers;
    this.campaigns = campaigns;
    this.accounts = accounts;
    this.proofs = proofs;
    this.outbox = outbox;
    this.intents = intents;
    this.actions = actions;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Asks the chain, or waits for the signature of the owner's own wallet. Refuses with
  /// [PromotionError#WRONG_KIND], [PromotionError#NOT_RUNNING], and with [PromotionError#NOT_HELD]
  /// more than there are.
  VoucherRecharge recharge(UserId user, Campaign campaign, long units) {
    Instant now = clock.instant();
    if (campaign.kind() != VoucherKind.RECHARGE) {
      throw new DomainException(PromotionError.WRONG_KIND);
    }
    if (!campaign.runs(now)) {
      throw new DomainException(PromotionError.NOT_RUNNING);
    }
    Address account = accounts.of(Holder.of(user));
    boolean signsHere = accounts.signsHere(account);
    var asked =
        new VoucherRecharge(
            Uuid7.next(clock),
            campaign.id(),
            user,
            units,
            signsHere ? State.PENDING : State.TO_SIGN,
            account,
            signsHere ? null : now.plus(SIGN_WITHIN).truncatedTo(ChronoUnit.SECONDS),
            null,
            now);
    transaction.executeWithoutResult(
        status -> {
          if (!vouchers.reserve(campaign.id(), user, units)) {
            throw new DomainException(PromotionError.NOT_HELD, campaign.id().toString());
          }
          store.add(asked);
          if (signsHere) {
            outbox.act(account, action(asked), reference(asked), subject(asked));
          }
        });
    return asked;
  }

  private Action action(VoucherRecharge asked) {
    return actions.recharge(campaigns.require(asked.campaign()).chainId(), U256.of(asked.units()));
  }

  private static Hash reference(VoucherRecharge asked) {
    return References.of(KIND, asked.id());
  }

  private static Subject subject(VoucherRecharge asked) {
    return new Subject(KIND, asked.id());
  }

  /// What the owner's wallet is to sign; nothing when nothing is.
  Optional<TypedData> toSign(VoucherRecharge asked) {
    Instant signBy = asked.signBy();
    return asked.state() == State.TO_SIGN && signBy != null
        ? Optional.of(intents.document(action(asked), asked.account(), reference(asked), signBy))
        : Optional.empty();
  }

  /// Goes on with what the owner's wallet has signed. Refuses with [PromotionError#NOT_SIGNED] what
  /// it did not sign, and with [PromotionError#NOT_WAITING] what is not waited for any more.
  VoucherRecharge sign(UserId user, UUID id, Bytes signature) {
    VoucherRecharge asked = require(user, id);
    TypedData document =
        toSign(asked).orElseThrow(() -> new DomainException(PromotionError.NOT_WAITING));
    if (!proofs.isSigned(document, asked.account(), signature)) {
      throw new DomainException(PromotionError.NOT_SIGNED);
    }
    Instant signBy = Objects.requireNonNull(asked.signBy());
    transaction.executeWithoutResult(
        status -> {
          if (!store.signed(id, clock.instant())) {
            throw new DomainException(PromotionError.NOT_WAITING);
          }
          outbox.know(reference(asked), subject(asked));
          outbox.relay(
              intents.signed(action(asked), asked.account(), reference(asked), signBy, signature),
              subject(asked));
        });
    return require(user, id);
  }

  /// Refuses with [RequestError#NOT_FOUND] what is not there, or not this user's.
  VoucherRecharge require(UserId user, UUID id) {
    return store.find(user, id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  PageOfList<VoucherRecharge> list(UserId user, PageOfList.Request asked) {
    return asked.page(store.list(user, asked), VoucherRecharge::id);
  }

  /// What no wallet signed in time is over.
  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT35S")
  int endUnsigned() {
    return store.endUnsigned(clock.instant());
  }
}
