package org.tongbao.market.promotion;

import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.ContractError;
import org.tongbao.ledger.contract.VouchersEvent;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.IntentRefused;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// Hears what the chain says of vouchers. Rows follow it, in the indexer's transaction. Campaigns
/// that were published by others than the marketplace are not followed.
@Component
class VoucherChain {
  private final CampaignStore campaigns;
  private final VoucherStore vouchers;
  private final ClaimStore claims;
  private final VoucherCodeStore codes;
  private final ChainAccounts accounts;

  VoucherChain(
      CampaignStore campaigns,
      VoucherStore vouchers,
      ClaimStore claims,
      VoucherCodeStore codes,
      ChainAccounts accounts) {
    this.campaigns = campaigns;
    this.vouchers = vouchers;
    this.claims = claims;
    this.codes = codes;
    this.accounts = accounts;
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
        case VouchersEvent.Issued issued -> issued(issued);
        case VouchersEvent.Redeemed redeemed -> {
          vouchers.redeemed(redeemed.order(), redeemed.id());
          campaigns.spent(redeemed.id(), minor(redeemed.value()));
        }
        case VouchersEvent.Restored restored -> {
          vouchers.restored(restored.order(), restored.id(), minor(restored.units()));
          campaigns.takenBack(restored.id(), minor(restored.value()), heard.at());
        }
        case VouchersEvent.Recharged recharged -> recharged(recharged);
        case VouchersEvent.ApprovalForAll _,
            VouchersEvent.URI _,
            VouchersEvent.EIP712DomainChanged _ -> {}
      }
    }
  }

  private void issued(VouchersEvent.Issued issued) {
    campaigns.issued(issued.id(), minor(issued.units()));
    withBoth(
        issued.id(),
        issued.account(),
        (campaign, user) -> claims.issued(campaign, user, minor(issued.units())));
  }

  private void recharged(VouchersEvent.Recharged recharged) {
    campaigns.spent(recharged.id(), minor(recharged.value()));
    withBoth(
        recharged.id(),
        recharged.account(),
        (campaign, user) -> claims.recharged(campaign, user, minor(recharged.units())));
  }

  /// Units that came into being, went out of it, or changed hands.
  private void move(Address from, Address to, U256 id, U256 units) {
    withBoth(id, from, (campaign, user) -> vouchers.move(campaign, user, -minor(units)));
    withBoth(id, to, (campaign, user) -> vouchers.move(campaign, user, minor(units)));
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
      case Claims.RECHARGE -> claims.rechargeRefused(id, why);
      default -> {}
    }
  }

  /// The contract's own words, such as `Vouchers_CapReached`.
  static String why(ContractError error) {
    String group = error.getClass().getInterfaces()[0].getSimpleName().replace("Error", "");
    return group + "_" + error.getClass().getSimpleName();
  }
}
