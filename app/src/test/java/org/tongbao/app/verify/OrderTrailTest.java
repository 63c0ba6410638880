package org.tongbao.app.verify;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.ledger.contract.OrderState;
import org.tongbao.market.audit.OrderAccount;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The trail of an order proves itself, and no byte of it can be changed.
@Timeout(300)
final class OrderTrailTest {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
  private static final JsonMapper JSON = new JsonMapper();
  private static final VerifyData.Opener NOTHING =
      settings -> {
        throw new VerifyException("no data");
      };

  @TempDir private static Path chain;
  private static List<OrderAccount> orders;
  private static JsonNode trail;

  @BeforeAll
  static void aDayOfTrade() {
    MarketDay.in(chain);
    try (var source = new StoredChain(chain, Genesis.dev(), NOWHERE)) {
      orders =
          List.copyOf(
              new Verification(
                      source,
                      requireNonNull(Verification.onlyDirectory(source)),
                      (event, log) -> {})
                  .run()
                  .books()
                  .orders()
                  .values());
    }
    OrderAccount completed =
        orders.stream().filter(OrderAccount::released).findFirst().orElseThrow();
    trail = trail(completed.key().id().toHex());
  }

  private static JsonNode trail(String reference) {
    var out = new ByteArrayOutputStream();
    int status =
        VerifyCommand.run(
            List.of("--chain", chain.toString(), "--dev", "--order", reference),
            NOTHING,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            NOWHERE);
    assertThat(status).isZero();
    return JSON.readTree(out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aCompletedOrderHasAllItsSteps() {
    JsonNode part = trail.path("parts").path(0);
    assertThat(part.path("orderState").asString()).isEqualTo(OrderState.COMPLETED.name());
    List<Integer> steps = new ArrayList<>();
    part.path("events")
        .forEach(
            each -> {
              if (each.has("step")) {
                steps.add(each.path("step").asInt());
              }
            });
    assertThat(steps).containsExactly(6, 7, 8, 9, 10, 11, 12);
    assertThat(part.path("amounts").path("paid").asString()).isEqualTo("10100");
    assertThat(part.path("amounts").path("held").asString()).isEqualTo("0");
    assertThat(part.path("currency").asString()).isEqualTo("CNY");
  }

  @Test
  void everyTrailProvesItself() {
    for (OrderAccount order : orders) {
      assertThat(ProofCheck.problems(trail(order.key().id().toHex()))).isEmpty();
    }
  }

  @Test
  void noByteOfAProofCanBeChanged() {
    String text = JSON.writeValueAsString(trail);
    int changed = 0;
    for (String field :
        List.of("header", "accountProof", "proof", "receipt", "value", "data", "blockHash")) {
      for (int at = text.indexOf("\"" + field + "\":"); at >= 0; ) {
        int hex = text.indexOf("0x", at);
        int end = text.indexOf('"', hex);
        int digit = hex + 2 + (end - hex - 2) / 2;
        if (end - hex > 3) {
          char other = text.charAt(digit) == '0' ? '1' : '0';
          String lie = text.substring(0, digit) + other + text.substring(digit + 1);
          assertThat(ProofCheck.problems(JSON.readTree(lie)))
              .as("%s at %d", field, at)
              .isNotEmpty();
          changed++;
        }
        at = text.indexOf("\"" + field + "\":", at + 1);
      }
    }
    assertThat(changed).isGreaterThan(50);
  }

  @Test
  void amountsAndStatesThatTheContractHasNotAreNotProved() {
    JsonNode state = trail.deepCopy();
    ((ObjectNode) state.path("parts").path(0)).put("orderState", "REFUNDED");
    assertThat(ProofCheck.problems(state))
        .anyMatch(each -> each.contains("the state is COMPLETED"));
    JsonNode refunded = trail.deepCopy();
    ((ObjectNode) refunded.path("parts").path(0).path("amounts")).put("refunded", "1");
    assertThat(ProofCheck.problems(refunded)).anyMatch(each -> each.contains("refunded is 0"));
  }

  @Test
  void anUnknownOrderIsSaidToBeUnknown() {
    var err = new ByteArrayOutputStream();
    int status =
        VerifyCommand.run(
            List.of("--chain", chain.toString(), "--dev", "--order", "0x" + "12".repeat(32)),
            NOTHING,
            NOWHERE,
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(status).isEqualTo(VerifyCommand.UNABLE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("The chain has no order 0x12");
  }
}
