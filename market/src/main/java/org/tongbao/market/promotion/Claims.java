package org.tongbao.market.promotion;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.intent.VoucherActions;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// How people come by vouchers. Limits hold in the database before the chain is asked, and there
/// again. Thread-safe.
@Component
class Claims {
  static final String CLAIM = "voucher-claim";

  private final ClaimStore store;
  private final ChainAccounts accounts;
  private final Users users;
  private final Outbox outbox;
  private final VoucherActions actions;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Claims(
      ClaimStore store,
      ChainAccounts accounts,
      Users users,
      Outbox outbox,
      VoucherActions actions,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.users = users;
    this.outbox = outbox;
    this.actions = actions;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// A claim and what came of it.
  ///
  /// @param refusal why the chain refused it, where it did
  record Claim(
      UUID id, UUID campaign, long units, State state, @Nullable String refusal, Instant at) {
    enum State {
      PENDING,
      ISSUED,
      REFUSED
    }
  }

  /// The newest claims of a user.
  List<Claim> of(UserId user) {
    return store.of(user);
  }

  /// Claims units of an open campaign; they are there when the chain has issued them.
  Claim claim(UserId user, Campaign campaign, long units) {
    if (!campaign.open()) {
      throw new DomainException(PromotionError.NOT_OPEN);
    }
    return issue(user, campaign, units);
  }

  /// Hands out units of a campaign; the bearer has decided that.
  Claim grant(UserId user, Campaign campaign, long units) {
    if (users.find(user).isEmpty()) {
      throw new DomainException(RequestError.NOT_FOUND);
    }
    return issue(user, campaign, units);
  }

  private Claim issue(UserId user, Campaign campaign, long units) {
    Instant now = clock.instant();
    if (!campaign.runs(now)) {
      throw new DomainException(PromotionError.NOT_RUNNING);
    }
    Claim claim =
        new Claim(Uuid7.next(clock), campaign.id(), units, Claim.State.PENDING, null, now);
    transaction.executeWithoutResult(
        status -> {
          if (units > campaign.perAccount() || !store.countFor(user, campaign, units)) {
            throw new DomainException(
                PromotionError.LIMIT_REACHED, String.valueOf(campaign.perAccount()));
          }
          store.add(user, claim);
          ask(user, campaign, claim);
          // Last, because everybody who claims waits for this row.
          if (!store.count(campaign.id(), units)) {
            throw new DomainException(
                store.isAllClaimed(campaign.id(), units)
                    ? PromotionError.ALL_CLAIMED
                    : PromotionError.NOT_FUNDED);
          }
        });
    return claim;
  }

  /// The owner signs where the key is here; to a wallet of its own the bearer hands out.
  private void ask(UserId user, Campaign campaign, Claim claim) {
    Holder holder = Holder.of(user);
    Address account = accounts.of(holder);
    U256 units = U256.of(claim.units());
    boolean signs = campaign.open() && accounts.signsHere(holder);
    outbox.act(
        signs ? account : campaign.bearer(),
        signs
            ? actions.claim(campaign.chainId(), units)
            : actions.grant(campaign.chainId(), account, units),
        References.of(CLAIM, claim.id()),
        new Subject(CLAIM, claim.id()));
  }
}
