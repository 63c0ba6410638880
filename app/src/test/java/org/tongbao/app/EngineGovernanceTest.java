package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.verify.Audit;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.market.onchain.ChainView;
import tools.jackson.databind.JsonNode;

/// What the contracts' governor alone decides, over HTTP: proposed, waited for, carried out.
final class EngineGovernanceTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final EngineStage STAGE = MARKET.stage();
  private static final String LIMITS = "/api/v1/platform/two-person-limits";
  private static final String PROPOSALS = LIMITS + "/EUR/proposals";
  private static final String WITHDRAWALS = "/api/v1/wallet/withdrawals";
  private static final long LIMIT = 10_000;

  @Test
  void oneCashierIsEnoughUpToTheLimitTwoDaysAfterItWasProposed() throws Exception {
    ApiClient root = MARKET.people().root();
    Answer proposed = root.write("POST", PROPOSALS, "{\"limitMinor\":" + LIMIT + "}");
    assertThat(proposed.outcome()).as(proposed.response().body()).isEqualTo("202");
    assertThat(root.write("POST", PROPOSALS, "{\"limitMinor\":1}").outcome())
        .isEqualTo("409 treasury.proposal-open");
    JsonNode waiting = proposal("WAITING");
    assertThat(waiting.path("limitMinor").asLong()).as("what holds").isZero();
    assertThat(onChain()).isZero();
    assertThat(Audit.differences(MARKET.app())).isEmpty();

    STAGE.later(Duration.ofDays(2).plusMinutes(1));
    JsonNode done = proposal("DONE");
    assertThat(done.path("limitMinor").asLong()).isEqualTo(LIMIT);
    assertThat(done.path("transaction").asString())
        .isEqualTo(done.at("/proposal/transaction").asString());
    assertThat(onChain()).isEqualTo(LIMIT);

    ApiClient finance = cashier("limit-finance@example.com");
    Buyer buyer = MARKET.buyer("withdraws-euros@example.com");
    recharge(buyer, 3 * LIMIT);
    String small = withdrawal(buyer, LIMIT);
    approve(finance, small);
    finance.until(small, "/withdrawal/state", "PAID");
    String large = withdrawal(buyer, LIMIT + 1);
    approve(finance, large);
    finance.until(large, "/withdrawal/state", "APPROVED_ONCE");
    approve(cashier("limit-colleague@example.com"), large);
    finance.until(large, "/withdrawal/state", "PAID");
    MARKET.settle();
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  /// The currency's limit when its newest proposal is in this state.
  private static JsonNode proposal(String state) throws Exception {
    JsonNode all =
        EngineStage.until(
            "the proposal to be " + state,
            () -> MARKET.people().root().get(LIMITS),
            it -> euros(it).at("/proposal/state").asString().equals(state));
    return euros(all);
  }

  private static JsonNode euros(JsonNode limits) {
    return limits
        .path("items")
        .valueStream()
        .filter(it -> it.path("currency").asString().equals("EUR"))
        .findFirst()
        .orElseThrow();
  }

  private static long onChain() {
    Contracts contracts = MARKET.app().bean(Contracts.class);
    return MARKET
        .app()
        .bean(ChainView.class)
        .call(contracts.treasury().reserveOf(contracts.address("Cash:EUR")))
        .twoPersonAbove()
        .toLongExact();
  }

  private static ApiClient cashier(String name) throws Exception {
    Buyer cashier = MARKET.buyer(name);
    MARKET.people().root().write("PUT", "/api/v1/users/" + cashier.id() + "/roles/FINANCE", "");
    return cashier.client();
  }

  private static void recharge(Buyer buyer, long minor) throws Exception {
    Answer begun =
        buyer
            .client()
            .write(
                "POST",
                "/api/v1/wallet/recharges",
                """
                {"amount":{"amountMinor":%d,"currency":"EUR"},"method":"sandbox",
                 "returnTo":"https://shop.example/"}
                """
                    .formatted(minor));
    String payment = "/api/v1/payments/" + begun.at("/payments/0/id");
    ValueStage.pay(buyer.client().until(payment, "/state", "OPEN").text("payAt"));
    buyer.client().until(begun.header("Location"), "/state", "CREDITED");
  }

  /// As the platform sees it, once the chain holds the amount.
  private static String withdrawal(Buyer buyer, long minor) throws Exception {
    Answer asked =
        buyer
            .client()
            .write(
                "POST",
                WITHDRAWALS,
                """
                {"amount":{"amountMinor":%d,"currency":"EUR"},"destination":"ORIGINAL"}
                """
                    .formatted(minor));
    assertThat(asked.outcome()).as(asked.response().body()).isEqualTo("201");
    buyer.client().until(asked.header("Location"), "/state", "HELD");
    return "/api/v1/platform/withdrawals/" + asked.text("id");
  }

  private static void approve(ApiClient cashier, String withdrawal) throws Exception {
    String tag = cashier.get(withdrawal).header("ETag");
    assertThat(cashier.write("PUT", withdrawal + "/approval", "", "If-Match", tag).status())
        .isEqualTo(200);
  }
}
