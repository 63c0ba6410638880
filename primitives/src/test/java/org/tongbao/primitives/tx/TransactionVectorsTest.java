package org.tongbao.primitives.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.primitives.tx.TransactionError.*;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.Vectors;
import tools.jackson.databind.JsonNode;

/// The transaction tests of ethereum/tests, each against the newest fork it knows (Cancun, Shanghai
/// or London), under the rules of Osaka.
class TransactionVectorsTest {
  private static final U256 CHAIN_ID = U256.ONE;

  /// Valid up to Cancun, refused since Prague: the gas limit is below the calldata floor of
  /// EIP-7623.
  private static final Set<String> BELOW_THE_FLOOR_SINCE_PRAGUE =
      Set.of("DataTestSufficientGas2028");

  private static final Map<String, Set<TransactionError>> REASONS =
      Map.ofEntries(
          Map.entry("INTRINSIC_GAS_TOO_LOW", EnumSet.of(INTRINSIC_GAS_TOO_LOW)),
          Map.entry("INITCODE_SIZE_EXCEEDED", EnumSet.of(INIT_CODE_TOO_LARGE)),
          Map.entry("GASLIMIT_PRICE_PRODUCT_OVERFLOW", EnumSet.of(COST_OVERFLOW)),
          Map.entry(
              "PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS_2", EnumSet.of(PRIORITY_FEE_ABOVE_MAX_FEE)),
          Map.entry("NONCE_TOO_BIG", EnumSet.of(NONCE_IS_MAX)),
          Map.entry("INVALID_CHAINID", EnumSet.of(CHAIN_ID_MISMATCH, SIGNATURE_OUT_OF_RANGE)),
          Map.entry(
              "INVALID_SIGNATURE_VRS",
              EnumSet.of(SIGNATURE_OUT_OF_RANGE, MALFORMED, CHAIN_ID_MISMATCH)),
          Map.entry("EC_RECOVERY_FAIL", EnumSet.of(SENDER_NOT_RECOVERABLE)),
          Map.entry("TYPE_NOT_SUPPORTED", EnumSet.of(TYPE_NOT_SUPPORTED, MALFORMED)),
          Map.entry("RLP_INVALID_HEADER", EnumSet.of(TYPE_NOT_SUPPORTED)),
          Map.entry("RLP_ERROR_EOF", EnumSet.of(TYPE_NOT_SUPPORTED)));

  @Test
  void validityHashSenderAndGasAreAsExpected() {
    List<JsonNode> cases = new ArrayList<>();
    Vectors.eachJsonLine("ethereum/transaction-tests.jsonl.gz", cases::add);
    List<String> wrong = new ArrayList<>();
    Set<String> notApplicable = new TreeSet<>();
    for (JsonNode each : cases) {
      String id = each.get("id").asString();
      JsonNode test = each.get("test");
      JsonNode expected = newest(test.get("result"));
      Bytes encoded = Bytes.fromHex(test.get("txbytes").asString());
      String difference = difference(encoded, expected);
      if (difference == null) {
        continue;
      }
      String name = id.substring(id.indexOf("::") + 2);
      if (BELOW_THE_FLOOR_SINCE_PRAGUE.contains(name) && difference.contains("GAS_BELOW_FLOOR")) {
        notApplicable.add(name);
      } else {
        wrong.add(id + ": " + difference);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(notApplicable).isEqualTo(BELOW_THE_FLOOR_SINCE_PRAGUE);
    assertThat(cases).hasSize(210);
  }

  private static @Nullable String difference(Bytes encoded, JsonNode expected) {
    JsonNode exception = expected.get("exception");
    try {
      Transaction tx = Transaction.decode(encoded);
      TransactionRules.check(tx, CHAIN_ID);
      return exception != null ? "accepted, not " + exception : compare(tx, encoded, expected);
    } catch (TransactionException refused) {
      if (exception == null) {
        return refused.code() + ": " + refused.getMessage();
      }
      String reason = exception.asString().replace("TransactionException.", "");
      return REASONS.getOrDefault(reason, EnumSet.of(MALFORMED)).contains(refused.code())
          ? null
          : "%s for %s: %s".formatted(refused.code(), reason, refused.getMessage());
    }
  }

  private static @Nullable String compare(Transaction tx, Bytes encoded, JsonNode expected) {
    boolean equal =
        tx.hash().equals(Hash.fromHex(expected.get("hash").asString()))
            && Objects.equals(Address.fromHex(expected.get("sender").asString()), tx.sender())
            && Long.decode(expected.get("intrinsicGas").asString()) == IntrinsicGas.of(tx)
            && tx.unsigned().withSignature(tx.signature()).encoded().equals(encoded);
    return equal ? null : tx.hash() + " " + tx.sender() + " " + IntrinsicGas.of(tx);
  }

  private static JsonNode newest(JsonNode result) {
    return Stream.of("Cancun", "Shanghai", "London")
        .filter(result::has)
        .findFirst()
        .map(result::get)
        .orElseThrow();
  }
}
