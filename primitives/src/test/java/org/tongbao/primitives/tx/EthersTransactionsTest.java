package org.tongbao.primitives.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.Vectors;
import org.tongbao.primitives.crypto.PrivateKey;
import tools.jackson.databind.JsonNode;

/// Transactions as ethers encodes and signs them. Signatures are deterministic (RFC 6979), so that
/// ours come out the same byte for byte.
class EthersTransactionsTest {
  @Test
  void typedTransactionsEncodeAndSignAlike() {
    JsonNode cases = Vectors.json("ethers/typed-transactions.json.gz");
    for (JsonNode each : cases) {
      JsonNode tx = each.get("tx");
      U256 chainId = u256(tx.get("chainId"));
      boolean feeMarket = tx.get("type").asInt() == 2;
      TransactionBuilder builder =
          feeMarket
              ? UnsignedTransaction.feeMarket(chainId)
                  .maxFeePerGas(u256(tx.get("maxFeePerGas")))
                  .maxPriorityFeePerGas(u256(tx.get("maxPriorityFeePerGas")))
              : UnsignedTransaction.accessList(chainId).gasPrice(u256(tx.get("gasPrice")));
      UnsignedTransaction unsigned = fields(builder, tx).accessList(accessList(tx)).build();
      check(each, unsigned, "unsigned", "signed", "key", "address");
    }
    assertThat(cases.size()).isEqualTo(881);
  }

  @Test
  void legacyTransactionsEncodeAndSignAlike() {
    JsonNode cases = Vectors.json("ethers/transactions.json.gz");
    int overlong = 0;
    for (JsonNode each : cases) {
      if (u256(each.get("gasLimit")).bitLength() > 64) {
        refuses(each, "signedTransaction");
        refuses(each, "signedTransactionChainId5");
        overlong++;
        continue;
      }
      checkLegacy(each, UnsignedTransaction.legacyWithoutChainId(), "");
      checkLegacy(each, UnsignedTransaction.legacy(U256.of(5)), "ChainId5");
    }
    assertThat(cases.size()).isEqualTo(547);
    assertThat(overlong).isEqualTo(35);
  }

  private static void checkLegacy(JsonNode each, TransactionBuilder builder, String suffix) {
    check(
        each,
        fields(builder.gasPrice(u256(each.get("gasPrice"))), each).build(),
        "unsignedTransaction" + suffix,
        "signedTransaction" + suffix,
        "privateKey",
        "accountAddress");
  }

  /// ethers encodes a gas limit of any size; a node takes 64 bits (GASLIMIT_OVERFLOW in
  /// ethereum/tests).
  private static void refuses(JsonNode each, String signedName) {
    Bytes encoded = Bytes.fromHex(each.get(signedName).asString());
    assertThatThrownBy(() -> Transaction.decode(encoded))
        .isInstanceOf(TransactionException.class)
        .hasMessageStartingWith("gasLimit: ");
  }

  private static void check(
      JsonNode each,
      UnsignedTransaction unsigned,
      String unsignedName,
      String signedName,
      String keyName,
      String addressName) {
    String name = each.get("name").asString();
    Bytes expected = Bytes.fromHex(each.get(signedName).asString());
    Address address = Address.fromHex(each.get(addressName).asString());
    assertThat(unsigned.encodedForSigning().toHex())
        .as(name)
        .isEqualTo(each.get(unsignedName).asString());

    Transaction signed = unsigned.sign(PrivateKey.fromHex(each.get(keyName).asString()));
    assertThat(signed.encoded()).as(name).isEqualTo(expected);
    assertThat(signed.sender()).as(name).isEqualTo(address);

    Transaction decoded = Transaction.decode(expected);
    assertThat(decoded.unsigned()).as(name).isEqualTo(unsigned);
    assertThat(decoded.sender()).as(name).isEqualTo(address);
    assertThat(decoded).as(name).isEqualTo(signed);
  }

  private static TransactionBuilder fields(TransactionBuilder builder, JsonNode tx) {
    return builder
        .nonce(u256(tx.get("nonce")).lowLong())
        .gasLimit(u256(tx.get("gasLimit")).lowLong())
        .to(tx.has("to") ? Address.fromHex(tx.get("to").asString()) : null)
        .value(u256(tx.get("value")))
        .data(tx.has("data") ? Bytes.fromHex(tx.get("data").asString()) : Bytes.EMPTY);
  }

  private static List<AccessListEntry> accessList(JsonNode tx) {
    List<AccessListEntry> entries = new ArrayList<>();
    for (JsonNode entry : tx.path("accessList")) {
      List<U256> keys = new ArrayList<>();
      entry.get("storageKeys").forEach(key -> keys.add(u256(key)));
      entries.add(new AccessListEntry(Address.fromHex(entry.get("address").asString()), keys));
    }
    return entries;
  }

  /// A number, or hex that may have leading zeros or no digits; nothing is zero.
  private static U256 u256(@Nullable JsonNode node) {
    if (node == null) {
      return U256.ZERO;
    }
    String text = node.asString();
    return U256.of(
        text.startsWith("0x") ? new BigInteger("0" + text.substring(2), 16) : new BigInteger(text));
  }
}
