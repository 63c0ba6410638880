package org.tongbao.market.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.Shop;
import org.tongbao.ledger.intent.MerchantActions;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.media.Samples;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.onchain.TestChain;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// What the chain decides about shops, and that the database says the same.
final class MerchantChainTest {
  @RegisterExtension
  private static final TestChain CHAIN =
      new TestChain()
          .with("tongbao.session.timeout", "30m")
          .scanning("identity", "currency", "merchant");

  @Test
  void theChainHasExactlyWhatTheApplicantAgreedTo() {
    Dossier applied = LiveShops.applied(CHAIN, "exactly", "CNY");
    MerchantId id = applied.merchant().id();
    assertThat(shop(applied.merchant()).approved()).isFalse();

    approve(applied);
    assertThat(known(id).step().pending()).isEqualTo(Dossier.Kind.APPROVAL);
    assertThat(CHAIN.bean(Merchants.class).sells(id)).as("not before the chain").isFalse();
    CHAIN.settle();

    assertThat(shop(applied.merchant())).isEqualTo(new Shop(true, 300, 2000, U256.ZERO, U256.ZERO));
    assertThat(CHAIN.bean(Merchants.class).sells(id)).isTrue();
    assertThat(known(id).step().pending()).isNull();
    Hash profile = applied.company().hash(CHAIN.bean(DossierStore.class).salt(id));
    assertThat(profile).as("what was said can be shown later").isEqualTo(applied.profile());
  }

  @Test
  void postsTheBondFromTheBalanceBeforeItSells() {
    Dossier applied = withBond("bonded", 5_000);
    Merchant merchant = applied.merchant();
    CHAIN.give(merchant.account(), Money.ofMinor(7_000, Currency.CNY));

    approve(applied);
    CHAIN.settle();

    assertThat(shop(merchant).bond()).isEqualTo(U256.of(5_000));
    assertThat(CHAIN.balance(merchant.account(), "CNY")).isEqualTo(2_000);
    assertThat(known(merchant.id()).merchant().bond())
        .isEqualTo(new Merchant.Bond(5_000, 5_000, 0));
    assertThat(CHAIN.bean(Merchants.class).sells(merchant.id())).isTrue();
  }

  @Test
  void doesNotSellUntilTheBondIsThere() {
    Dossier applied = withBond("poor", 5_000);
    MerchantId id = applied.merchant().id();
    approve(applied);
    CHAIN.settle();

    assertThat(known(id).merchant().state()).isEqualTo(Merchant.State.APPROVED);
    assertThat(known(id).step().bondRefusal()).contains("ERC20InsufficientBalance");
    assertThat(known(id).step().bondPending()).isFalse();
    assertThat(CHAIN.bean(Merchants.class).sells(id)).isFalse();

    CHAIN.give(applied.merchant().account(), Money.ofMinor(5_000, Currency.CNY));
    CHAIN.bean(Shops.class).postBond(id);
    CHAIN.settle();
    assertThat(CHAIN.bean(Merchants.class).sells(id)).isTrue();
    assertThat(known(id).step().bondRefusal()).isNull();
  }

  @Test
  void aBondThatLeavesDoesNotCount() {
    Dossier applied = withBond("leaving", 5_000);
    Merchant merchant = applied.merchant();
    CHAIN.give(merchant.account(), Money.ofMinor(5_000, Currency.CNY));
    approve(applied);
    CHAIN.settle();

    Address cash = cash();
    CHAIN.inTransaction(
        () ->
            CHAIN
                .bean(Outbox.class)
                .act(
                    merchant.account(),
                    CHAIN.bean(MerchantActions.class).withdrawBond(cash, U256.of(1)),
                    References.of("test", merchant.id().value()),
                    new Subject("test", merchant.id().value())));
    CHAIN.settle();
    assertThat(known(merchant.id()).merchant().bond().leavingMinor()).isOne();
    assertThat(CHAIN.bean(Merchants.class).sells(merchant.id())).isFalse();
  }

  @Test
  void aBondIsPaidBackWhenItsNoticeIsOverAndNotBefore() {
    Dossier applied = withBond("going-home", 5_000);
    Merchant merchant = applied.merchant();
    UserId owner = merchant.owner();
    Shops shops = CHAIN.bean(Shops.class);
    CHAIN.give(merchant.account(), Money.ofMinor(5_000, Currency.CNY));
    approve(applied);
    CHAIN.settle();
    assertThatThrownBy(() -> shops.withdrawBond(owner, merchant.id(), 5_001))
        .isInstanceOfSatisfying(
            DomainException.class,
            it -> assertThat(it.code()).isEqualTo(MerchantError.BOND_TOO_SMALL));

    shops.withdrawBond(owner, merchant.id(), 5_000);
    assertThatThrownBy(() -> shops.withdrawBond(owner, merchant.id(), 1))
        .isInstanceOfSatisfying(
            DomainException.class,
            it -> assertThat(it.code()).isEqualTo(MerchantError.STEP_UNDER_WAY));
    CHAIN.settle();
    assertThat(known(merchant.id()).step().bondPayableAt()).isNotNull();
    shops.withdrawBond(owner, merchant.id(), 0);
    CHAIN.settle();
    assertThat(CHAIN.bean(Merchants.class).sells(merchant.id())).as("taken back").isTrue();
    assertThat(known(merchant.id()).step().bondPayableAt()).isNull();

    shops.withdrawBond(owner, merchant.id(), 5_000);
    CHAIN.settle();
    CHAIN.advance(Duration.ofDays(59));
    assertThat(CHAIN.bean(Bonds.class).returnDue()).isZero();
    CHAIN.advance(Duration.ofDays(1).plusMinutes(5));
    assertThat(CHAIN.bean(Bonds.class).returnDue()).isOne();
    assertThat(CHAIN.bean(Bonds.class).returnDue()).as("once").isZero();
    CHAIN.settle();

    assertThat(CHAIN.balance(merchant.account(), "CNY")).isEqualTo(5_000);
    assertThat(known(merchant.id()).merchant().bond()).isEqualTo(new Merchant.Bond(5_000, 0, 0));
    assertThat(shop(merchant).bond()).isEqualTo(U256.ZERO);
  }

  /// What the chain refuses leaves the application where it was, with the reason, to be tried
  /// again.
  @Test
  void aStepThatTheChainRefusesIsTakenBack() {
    Dossier applied = LiveShops.applied(CHAIN, "greedy", "CNY");
    MerchantId id = applied.merchant().id();
    setFee(id, 9_900);
    approve(applied);
    CHAIN.settle();

    Dossier refused = known(id);
    assertThat(refused.merchant().state()).isEqualTo(Merchant.State.APPLIED);
    assertThat(refused.step().pending()).isNull();
    assertThat(refused.step().refusal()).isEqualTo("Merchants_BadConditions");
    assertThat(refused.history())
        .extracting(Decision::kind)
        .containsExactly(
            Decision.Kind.APPLICATION, Decision.Kind.APPROVAL, Decision.Kind.CHAIN_REFUSAL);

    setFee(id, 300);
    approve(known(id));
    CHAIN.settle();
    assertThat(CHAIN.bean(Merchants.class).sells(id)).isTrue();
    assertThat(known(id).step().refusal()).isNull();
  }

  @Test
  void stateAndChainAgreeAfterSuspensionAndReinstatement() {
    Merchant merchant = LiveShops.live(CHAIN, "twice", "CNY");
    for (boolean suspended : List.of(true, false, true)) {
      if (suspended) {
        CHAIN.bean(Reviews.class).suspend(merchant.owner(), merchant.id(), "reason");
      } else {
        CHAIN.bean(Reviews.class).reinstate(merchant.owner(), merchant.id(), "reason");
      }
      CHAIN.settle();
      boolean onChain =
          CHAIN
              .bean(ChainView.class)
              .call(contracts().merchants().payoutDetails(merchant.account()))
              .suspended();
      assertThat(onChain).isEqualTo(suspended);
      assertThat(CHAIN.bean(Merchants.class).sells(merchant.id())).isEqualTo(!suspended);
    }
  }

  @Test
  void filesThatNoApplicationNamesAreForgottenAfterADay() {
    Documents documents = CHAIN.bean(Documents.class);
    UserId applicant = LiveShops.user(CHAIN);
    byte[] licence = Samples.pdf("A licence that is named");
    byte[] other = Samples.pdf("One that is not");
    Company.TypedDocument named = documents.receive(applicant, null, "l.pdf", licence);
    Company.TypedDocument unnamed = documents.receive(applicant, null, "o.pdf", other);
    assertThat(documents.receive(applicant, null, "again.pdf", licence).sha256())
        .isEqualTo(named.sha256());
    assertThat(documents.known(applicant, null)).hasSize(2);
    assertThat(documents.known(LiveShops.user(CHAIN), null)).as("others' are not there").isEmpty();

    Dossier applied = LiveShops.applied(CHAIN, applicant, describing("forgotten", named));
    MerchantId id = applied.merchant().id();
    String hash = applied.company().documents().getFirst().sha256();
    assertThat(documents.open(id, hash).content()).isEqualTo(licence);
    Dossier strangers =
        LiveShops.applied(CHAIN, LiveShops.user(CHAIN), describing("stranger", unnamed));
    assertThat(documents.of(strangers).getFirst().held()).as("a hash gives nobody a file").isNull();

    documents.removeForgotten();
    assertThat(documents.known(applicant, id)).hasSize(2);
    CHAIN
        .jdbc()
        .sql("UPDATE merchant_document_files SET added_at = added_at - INTERVAL '25 hours'")
        .update();
    documents.removeForgotten();
    assertThat(documents.known(applicant, id)).containsExactly(hash);
  }

  private static Company describing(String name, Company.TypedDocument file) {
    Company plain = LiveShops.company(name);
    Company.Document document =
        new Company.Document(
            Company.Document.Kind.BUSINESS_LICENCE,
            "l.pdf",
            Objects.requireNonNull(file.sha256()),
            Objects.requireNonNull(file.sizeBytes()));
    return new Company(
        plain.shopName(),
        plain.companyName(),
        plain.registrationNumber(),
        plain.country(),
        plain.address(),
        plain.contactName(),
        plain.contactEmail(),
        plain.contactPhone(),
        List.of(document));
  }

  private static Dossier withBond(String name, long minor) {
    Dossier applied = LiveShops.applied(CHAIN, name, "CNY");
    CHAIN
        .jdbc()
        .sql("UPDATE merchants SET bond_required_minor = ? WHERE id = ?")
        .params(minor, applied.merchant().id().value())
        .update();
    return known(applied.merchant().id());
  }

  private static void setFee(MerchantId id, int feeBps) {
    CHAIN
        .jdbc()
        .sql("UPDATE merchants SET fee_bps = ? WHERE id = ?")
        .params(feeBps, id.value())
        .update();
  }

  private static void approve(Dossier applied) {
    CHAIN
        .bean(Reviews.class)
        .approve(applied.merchant().owner(), applied.merchant().id(), applied.version(), "");
  }

  private static Dossier known(MerchantId id) {
    return CHAIN.bean(Applications.class).require(id);
  }

  private static Shop shop(Merchant merchant) {
    return CHAIN
        .bean(ChainView.class)
        .call(contracts().merchants().shopOf(merchant.account(), cash()));
  }

  private static Address cash() {
    return contracts().address("Cash:CNY");
  }

  private static Contracts contracts() {
    return CHAIN.bean(Contracts.class);
  }
}
