package org.tongbao.market.treasury;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainRecord;
import org.tongbao.market.onchain.ChainRecords;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.onchain.TestChain;
import org.tongbao.market.payment.TestInstitutions;
import org.tongbao.market.payment.TestReporting;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The sponsor's account and what fills it, on database and chain.
final class SponsorFundsTest {
  @RegisterExtension
  private static final TestChain CHAIN =
      new TestChain(TestInstitutions.class, TestReporting.class, TestTreasury.class)
          .scanning("identity", "currency", "payment", "treasury")
          .with("tongbao.session.timeout", "14d")
          .with("tongbao.treasury.own-money", "0");

  private static final Currency CNY = Currency.of("CNY");

  private final SponsorFunds funds = CHAIN.bean(SponsorFunds.class);
  private final TestTreasury treasury = CHAIN.bean(TestTreasury.class);
  private final UserId finance = newUser();

  @BeforeEach
  void thePlatformHasAThousandOfItsOwn() {
    treasury.own(yuan(1_000));
    settle();
  }

  @Test
  void feesMoveToTheSponsorByTheirAccountsSignature() {
    treasury.credit(CHAIN.bean(Operators.class).feeAccount(), yuan(70));
    settle();
    Money before = funds.of(CNY).balance();

    SponsorFunding asked = funds.fund(finance, SponsorFunding.Source.FEES, yuan(50));
    assertThat(funds.of(CNY).fees()).isEqualTo(yuan(20));
    assertThatThrownBy(() -> funds.fund(finance, SponsorFunding.Source.FEES, yuan(21)))
        .isInstanceOf(DomainException.class)
        .extracting(it -> ((DomainException) it).code())
        .isEqualTo(TreasuryRefusal.TOO_LITTLE_FEES);
    CHAIN.settle();

    assertThat(funds.of(CNY).balance()).isEqualTo(before.plus(yuan(50)));
    assertThat(funds.of(CNY).fees()).isEqualTo(yuan(20));
    assertThat(newest().state()).isEqualTo(SponsorFunding.State.DONE);
    assertThat(CHAIN.bean(ChainRecords.class).of(new Subject("sponsor-funding", asked.id())))
        .extracting(ChainRecord::event)
        .containsExactly("Cash.AuthorizationUsed");
  }

  @Test
  void ownMoneyWaitsForTheReserveAndArrives() {
    treasury.own(yuan(1_500));
    funds.fund(finance, SponsorFunding.Source.OWN_MONEY, yuan(1_400));
    assertThat(funds.of(CNY).own()).isEqualTo(yuan(100));
    CHAIN.settle();
    assertThat(newest().state()).isEqualTo(SponsorFunding.State.PENDING);

    settle();

    assertThat(newest().state()).isEqualTo(SponsorFunding.State.DONE);
    assertThat(funds.of(CNY).own()).isEqualTo(yuan(100));
  }

  private SponsorFunding newest() {
    return funds.list(CNY, PageOfList.Request.of(1, null)).items().getFirst();
  }

  private static void settle() {
    CHAIN.settle();
    for (int round = 0; round < 3; round++) {
      CHAIN.advance(Duration.ofSeconds(3));
      CHAIN.bean(TestTreasury.class).state();
      CHAIN.settle();
    }
  }

  private static Money yuan(long amount) {
    return Money.ofMinor(amount * 100, CNY);
  }

  private static UserId newUser() {
    UserId user = new UserId(UUID.randomUUID());
    CHAIN
        .jdbc()
        .sql("INSERT INTO users (id, display_name, version, created_at) VALUES (?, '', 1, now())")
        .param(user.value())
        .update();
    return user;
  }
}
