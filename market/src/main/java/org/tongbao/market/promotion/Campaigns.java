package org.tongbao.market.promotion;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.VoucherActions;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Money;

/// The campaigns of shops and of the platform: publishing and funding them. Thread-safe.
@Component
class Campaigns {
  static final String SUBJECT = "campaign";
  static final String FUNDING = "campaign-funding";
  private static final int ADDRESS_PADDING = 12;

  private final CampaignStore store;
  private final Merchants merchants;
  private final Operators operators;
  private final Outbox outbox;
  private final VoucherActions actions;
  private final Contracts contracts;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Campaigns(
      CampaignStore store,
      Merchants merchants,
      Operators operators,
      Outbox outbox,
      VoucherActions actions,
      Contracts contracts,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.merchants = merchants;
    this.operators = operators;
    this.outbox = outbox;
    this.actions = actions;
    this.contracts = contracts;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Refuses with [RequestError#NOT_FOUND].
  Campaign require(UUID id) {
    return store.find(id).orElseThrow(Campaigns::notFound);
  }

  /// The same, of this bearer only; null for the platform.
  Campaign require(@Nullable MerchantId bearer, UUID id) {
    Campaign campaign = require(id);
    boolean theirs =
        bearer == null ? campaign.merchant() == null : bearer.equals(campaign.merchant());
    if (!theirs) {
      throw notFound();
    }
    return campaign;
  }

  Progress progress(UUID id) {
    return store.progress(id);
  }

  PageOfList<Campaign> list(@Nullable MerchantId bearer, PageOfList.Request asked) {
    return asked.page(store.list(bearer, asked), Campaign::id);
  }

  /// Those that anybody can claim now, of one shop and the platform, or of all.
  PageOfList<Campaign> open(@Nullable MerchantId shop, PageOfList.Request asked) {
    return asked.page(store.open(shop, clock.instant(), asked), Campaign::id);
  }

  /// How far a campaign has got, as the chain told. Amounts in minor units.
  record Progress(
      long claimed, long issued, long potMinor, long spentMinor, @Nullable String refusal) {}

  List<PotFunding> fundings(UUID campaign) {
    return store.fundings(campaign);
  }

  /// Publishes a campaign; what it says never changes. It runs when the chain has it. Refuses with
  /// [PromotionError#NOT_SELLING] a shop that does not sell.
  Campaign publish(UserId by, CampaignDraft draft) {
    UUID id = Uuid7.next(clock);
    Hash reference = References.of(SUBJECT, id);
    transaction.executeWithoutResult(
        status -> {
          Address bearer = bearer(draft.merchant());
          store.add(id, draft, bearer, chainId(bearer, reference), by, clock.instant());
          outbox.act(
              bearer,
              actions.publish(terms(draft, bearer), draft.content()),
              reference,
              new Subject(SUBJECT, id));
        });
    return require(id);
  }

  /// Puts money of the bearer into the pot of a funded campaign. Refuses with
  /// [PromotionError#WRONG_KIND] one without a pot.
  void fund(UserId by, Campaign campaign, Money amount) {
    if (!campaign.funded()) {
      throw new DomainException(PromotionError.WRONG_KIND);
    }
    if (campaign.state() != Campaign.State.PUBLISHED
        || !clock.instant().isBefore(campaign.endsAt())) {
      throw new DomainException(PromotionError.NOT_RUNNING);
    }
    UUID funding = Uuid7.next(clock);
    transaction.executeWithoutResult(
        status -> {
          store.addFunding(funding, campaign.id(), amount, by, clock.instant());
          outbox.act(
              campaign.bearer(),
              actions.fund(campaign.chainId(), cash(amount), minor(amount)),
              References.of(FUNDING, funding),
              new Subject(FUNDING, funding));
        });
  }

  private Address bearer(@Nullable MerchantId merchant) {
    if (merchant == null) {
      return operators.account(Role.PROMOTER);
    }
    Merchant shop = merchants.require(merchant);
    if (!shop.sells()) {
      throw new DomainException(PromotionError.NOT_SELLING);
    }
    return shop.account();
  }

  private org.tongbao.ledger.contract.Campaign terms(CampaignDraft draft, Address bearer) {
    return new org.tongbao.ledger.contract.Campaign(
        bearer,
        draft.kind(),
        draft.funded(),
        false,
        draft.open(),
        draft.startsAt().getEpochSecond(),
        draft.endsAt().getEpochSecond(),
        cash(draft.value()),
        minor(draft.value()),
        minor(draft.threshold()),
        U256.of(draft.cap()),
        U256.of(draft.perAccount()));
  }

  private Address cash(Money amount) {
    return contracts.cash(amount.currency().code()).address();
  }

  private static U256 minor(Money amount) {
    return U256.of(amount.amountMinor());
  }

  /// `Vouchers.campaignId`: keccak256 of bearer and reference, each in a word.
  static Hash chainId(Address bearer, Hash reference) {
    return Bytes.wrap(new byte[ADDRESS_PADDING])
        .concat(bearer.toBytes())
        .concat(reference.toBytes())
        .keccak256();
  }

  private static DomainException notFound() {
    return new DomainException(RequestError.NOT_FOUND);
  }
}
