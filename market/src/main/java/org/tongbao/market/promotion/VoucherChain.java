package org.tongbao.market.promotion;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.ContractError;
import org.tongbao.ledger.contract.VouchersEvent;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.IntentRefused;
import org.tongbao.market.promotion.VoucherHistoryStore.Kind;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Hears what the chain says of vouchers. Rows follow it, in the indexer's transaction. Campaigns
/// that were published by others than the marketplace are not followed.
@Component
class VoucherChain {
  private final CampaignStore campaigns;
  private final VoucherStore vouchers;
  private final ClaimStore claims;
  private final VoucherCodeStore codes;
  private final VoucherRechargeStore recharges;
  private final VoucherHistoryStore history;
  private final ChainAccounts accounts;
  private final Clock clock;

  VoucherChain(
      CampaignStore campaigns,
      VoucherStore vouchers,
      ClaimStore claims,
      VoucherCodeStore codes,
      VoucherRechargeStore recharges,
      VoucherHistoryStore history,
      ChainAccounts accounts,
      Clock clock) {
    this.campaigns = campaigns;
    this.vouchers = vouchers;
    this.claims = claims;
    this.codes = codes;
    this.recharges = recharges;
    this.history = history;
    this.accounts = accounts;
    this.clock = clock;
  }

  @EventListener
  void on(ChainEvent heard) {
    if (heard.event() instanceof VouchersEvent event) {
      switch (event) {
        case VouchersEvent.CampaignPublished published -> campaigns.published(published.id());
        case VouchersEvent.PotFunded funded ->
            campaigns.funded(funded.id(), minor(funded.amount()), minor(funded.pot()));
        case VouchersEvent.PotReturned returned -> campaigns.potIsEmpty(returned.id());
        case VouchersEvent.TransferSingle moved ->
            move(moved.from(), moved.to(), moved.id(), moved.value());
        case VouchersEvent.TransferBatch moved -> {
          for (int i = 0; i < moved.ids().size(); i++) {
            move(moved.from(), moved.to(), moved.ids().get(i), moved.values().get(i));
          }
        }
        case VouchersEvent.Issued issued -> issued(issued, heard);
        case VouchersEvent.Redeemed redeemed -> {
          vouchers.redeemed(redeemed.order(), redeemed.id());
          campaigns.spent(redeemed.id(), minor(redeemed.value()));
          Happened used = new Happened(Kind.USED, redeemed.units(), redeemed.order());
          happened(redeemed.id(), redeemed.account(), used, heard);
        }
        case VouchersEvent.Restored restored -> {
          vouchers.restored(restored.order(), restored.id(), minor(restored.units()));
          campaigns.takenBack(restored.id(), minor(restored.value()), heard.at());
          Happened back = new Happened(Kind.RESTORED, restored.units(), restored.order());
          happened(restored.id(), restored.account(), back, heard);
        }
        case VouchersEvent.Recharged recharged -> recharged(recharged, heard);
        case VouchersEvent.ApprovalForAll _,
            VouchersEvent.URI _,
            VouchersEvent.EIP712DomainChanged _ -> {}
      }
    }
  }

  private void issued(VouchersEvent.Issued issued, ChainEvent heard) {
    happened(issued.id(), issued.account(), new Happened(Kind.ISSUED, issued.units(), null), heard);
    campaigns.issued(issued.id(), minor(issued.units()));
    withBoth(
        issued.id(),
        issued.account(),
        (campaign, user) -> claims.issued(campaign, user, minor(issued.units())));
  }

  private void recharged(VouchersEvent.Recharged recharged, ChainEvent heard) {
    Happened money = new Happened(Kind.RECHARGED, recharged.units(), null);
    happened(recharged.id(), recharged.account(), money, heard);
    campaigns.spent(recharged.id(), minor(recharged.value()));
    withBoth(
        recharged.id(),
        recharged.account(),
        (campaign, user) -> recharges.recharged(campaign, user, minor(recharged.units())));
  }

  /// Units that came into being, went out of it, or changed hands.
  private void move(Address from, Address to, U256 id, U256 units) {
    withBoth(id, from, (campaign, user) -> vouchers.move(campaign, user, -minor(units)));
    withBoth(id, to, (campaign, user) -> vouchers.move(campaign, user, minor(units)));
  }

  /// @param order its reference, where it was about one
  private record Happened(Kind kind, U256 units, @Nullable Hash order) {}

  /// Writes it down where the campaign is one of ours and the account a user's.
  private void happened(U256 id, Address account, Happened what, ChainEvent heard) {
    if (what.units.isZero()) {
      return;
    }
    withBoth(
        id,
        account,
        (campaign, user) ->
            history.add(
                user,
                new VoucherHistoryStore.Movement(
                    Uuid7.next(clock),
                    campaign,
                    what.kind,
                    minor(what.units),
                    what.order == null ? null : what.order.toHex(),
                    heard.transaction().toHex(),
                    heard.block(),
                    heard.at()),
                heard));
  }

  private interface Change {
    void make(UUID campaign, UserId user);
  }

  /// Makes a change where the campaign is one of ours and the account a user's.
  private void withBoth(U256 id, Address account, Change change) {
    if (account.isZero()) {
      return;
    }
    Optional<UUID> campaign = campaigns.idOf(id);
    Optional<UserId> user =
        accounts
            .holderOf(account)
            .filter(it -> it.kind() == Holder.Kind.USER)
            .map(it -> new UserId(it.id()));
    if (campaign.isPresent() && user.isPresent()) {
      change.make(campaign.get(), user.get());
    }
  }

  private static long minor(U256 number) {
    return number.toLongExact();
  }

  @EventListener
  void on(IntentRefused refused) {
    UUID id = refused.subject().id();
    String why = why(refused.error());
    switch (refused.subject().kind()) {
      case Campaigns.SUBJECT -> campaigns.refused(id, why);
      case Campaigns.FUNDING -> campaigns.fundingRefused(id, why);
      case Claims.CLAIM -> {
        claims.refused(id, why);
        codes.free(id);
      }
      case VoucherRecharges.KIND -> recharges.refused(id, why);
      default -> {}
    }
  }

  /// The contract's own words, such as `Vouchers_CapReached`.
  static String why(ContractError error) {
    String group = error.getClass().getInterfaces()[0].getSimpleName().replace("Error", "");
    return group + "_" + error.getClass().getSimpleName();
  }
}
