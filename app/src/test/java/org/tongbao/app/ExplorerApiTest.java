package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.verify.ProofCheck;
import org.tongbao.ledger.contract.Contracts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Anybody reads the chain, and checks what it says.
@Timeout(600)
final class ExplorerApiTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CHAIN = "/api/v1/chain";

  private final ApiClient visitor = MARKET.app().client();
  private Part part;
  private JsonNode order;

  @BeforeEach
  void somebodyPays() throws Exception {
    Buyer buyer = MARKET.buyer("explored@example.com");
    part = MARKET.paid(buyer);
    order = buyer.client().get(part.path()).json();
  }

  @Test
  void tellsTheNetworkAndItsBlocks() throws Exception {
    JsonNode status = json(CHAIN);
    assertThat(status.at("/contracts/Orders").asString())
        .isEqualTo(MARKET.app().bean(Contracts.class).address("Orders").toHex());

    JsonNode newest = json(CHAIN + "/blocks?limit=2").path("items");
    assertThat(newest).hasSize(2);
    JsonNode second = newest.get(1);
    assertThat(newest.get(0).path("parentHash")).isEqualTo(second.path("hash"));
    assertThat(json(CHAIN + "/blocks/" + second.path("number").asLong())).isEqualTo(second);
    assertThat(json(CHAIN + "/blocks/" + second.path("hash").asString())).isEqualTo(second);
    JsonNode older = json(CHAIN + "/blocks?limit=1&before=" + second.path("number").asLong());
    assertThat(older.at("/items/0/hash")).isEqualTo(second.path("parentHash"));
    assertThat(json(CHAIN + "/blocks?before=1").path("next").isNull()).isTrue();
  }

  @Test
  void showsWhatATransactionDidInWords() throws Exception {
    JsonNode transaction = json(CHAIN + "/transactions/" + transactionOf("Paid"));

    assertThat(transaction.path("succeeded").asBoolean()).isTrue();
    assertThat(transaction.at("/from/name").asString()).isEqualTo("relayer");
    assertThat(transaction.at("/to/name").asString()).isEqualTo("Relay");
    assertThat(transaction.path("call").asString()).isEqualTo("execute");
    List<String> carried = new ArrayList<>();
    transaction
        .path("carried")
        .forEach(
            it ->
                carried.add(it.at("/contract/name").asString() + "." + it.path("name").asString()));
    assertThat(carried).contains("Treasury.depositToOrder");
    JsonNode paid = event(transaction);
    assertThat(paid.at("/contract/name").asString()).isEqualTo("Orders");
    assertThat(paid.at("/members/id").asString()).isEqualTo(reference());
    JsonNode block = json(CHAIN + "/blocks/" + transaction.path("block").asLong());
    assertThat(block.path("transactions").toString()).contains(transaction.path("hash").asString());
    assertThat(block.path("at")).isEqualTo(transaction.path("at"));
  }

  @Test
  void provesWhatItSays() throws Exception {
    JsonNode trail = trail();

    assertThat(ProofCheck.problems(trail)).isEmpty();
    JsonNode changed = trail.deepCopy();
    ObjectNode event = (ObjectNode) changed.at("/parts/0/events/0");
    String data = event.path("data").asString();
    event.put("data", data.replaceFirst(".$", data.endsWith("e") ? "f" : "e"));
    assertThat(ProofCheck.problems(changed)).hasSize(1);
    ((ObjectNode) changed.at("/parts/0")).put("orderState", "SETTLED");
    assertThat(ProofCheck.problems(changed)).hasSize(2);
  }

  /// What the explorer says of the payment, as the trail of `verify --order` has it.
  private JsonNode trail() throws Exception {
    JsonNode transaction = json(CHAIN + "/transactions/" + transactionOf("Paid"));
    JsonNode paid = event(transaction);
    ObjectNode proof =
        (ObjectNode) json(CHAIN + "/transactions/" + transactionOf("Paid") + "/proof");
    proof.put("logInReceipt", paid.path("index").asInt() - proof.path("firstLog").asInt());
    ObjectNode event = JSON.createObjectNode();
    event.put("event", "Orders.Paid");
    event.set("block", transaction.path("block"));
    event.set("blockHash", transaction.path("blockHash"));
    event.set("contract", paid.at("/contract/address"));
    event.set("topics", paid.path("topics"));
    event.set("data", paid.path("data"));
    event.set("proof", proof);
    JsonNode state = json(CHAIN + "/orders/" + reference() + "/proof");
    ObjectNode of = JSON.createObjectNode();
    of.set("contract", json(CHAIN).at("/contracts/Orders"));
    of.put("termsHash", order.at("/terms/hash").asString());
    of.put("orderState", "PAID");
    of.putObject("amounts").put("refunded", "0");
    of.set("state", state.path("state"));
    of.putArray("events").add(event);
    ObjectNode trail = JSON.createObjectNode();
    trail.putArray("parts").add(of);
    return trail;
  }

  @Test
  void showsAccountsAndMoneyInCirculationBesideTheReserve() throws Exception {
    String orders = json(CHAIN).at("/contracts/Orders").asString();
    JsonNode escrow = json(CHAIN + "/accounts/" + orders);
    assertThat(escrow.path("name").asString()).isEqualTo("Orders");
    assertThat(escrow.path("codeBytes").asLong()).isPositive();
    assertThat(escrow.at("/holdings/0/token").asString()).isEqualTo("CNY");
    assertThat(escrow.at("/holdings/0/amount").asLong()).isGreaterThanOrEqualTo(EngineMarket.TOTAL);

    JsonNode tokens = json(CHAIN + "/tokens").path("items");
    assertThat(tokens).hasSizeGreaterThan(1);
    tokens.forEach(it -> assertThat(it.path("covered").asBoolean()).isTrue());
    tokens.forEach(
        it -> {
          if (it.path("currency").asString().equals("CNY")) {
            assertThat(it.path("supplyMinor").asLong())
                .isGreaterThanOrEqualTo(EngineMarket.TOTAL)
                .isLessThanOrEqualTo(it.path("attestedMinor").asLong());
          }
        });
  }

  @Test
  void saysWhatItCannotFind() throws Exception {
    String nothing = "0x" + "ab".repeat(32);
    assertThat(visitor.get(CHAIN + "/blocks/999999999999").outcome())
        .isEqualTo("404 explorer.no-block");
    assertThat(visitor.get(CHAIN + "/blocks/" + nothing).outcome())
        .isEqualTo("404 explorer.no-block");
    assertThat(visitor.get(CHAIN + "/transactions/" + nothing).outcome())
        .isEqualTo("404 explorer.no-transaction");
    assertThat(visitor.get(CHAIN + "/transactions/" + nothing + "/proof").outcome())
        .isEqualTo("404 explorer.no-transaction");
    assertThat(visitor.get(CHAIN + "/orders/" + nothing + "/proof").outcome())
        .isEqualTo("404 explorer.no-order");
    for (String malformed :
        List.of(
            "/blocks/-1",
            "/blocks/0x12",
            "/blocks?limit=51",
            "/blocks?before=x",
            "/accounts/0x1")) {
      Answer answer = visitor.get(CHAIN + malformed);
      assertThat(answer.outcome()).as(malformed).isEqualTo("422 request.field-malformed");
    }
  }

  private String reference() {
    return order.at("/terms/reference").asString();
  }

  private String transactionOf(String event) {
    for (JsonNode each : order.path("history")) {
      if (each.path("event").asString().equals(event)) {
        return each.path("transaction").asString();
      }
    }
    throw new AssertionError("nothing says " + event + ": " + order.path("history"));
  }

  private JsonNode event(JsonNode transaction) {
    for (JsonNode each : transaction.path("events")) {
      if (each.path("name").asString().equals("Paid")
          && each.at("/members/id").asString().equals(reference())) {
        return each;
      }
    }
    throw new AssertionError("no such event: " + transaction);
  }

  private JsonNode json(String path) throws Exception {
    Answer answer = visitor.get(path);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return answer.json();
  }
}
