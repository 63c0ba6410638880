package org.tongbao.chain.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.tongbao.chain.state.Account;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;

/// Compares all accounts with all their fields and slots, through anvil's dump of its state.
///
/// Accounts that are empty and slots that are zero count as absent. Anvil keeps empty accounts that
/// a transaction touched, which EIP-161 deletes, and slots that were set to zero or only read,
/// which the Yellow Paper (§4.1) says are not stored; its state roots are of such states and say
/// nothing.
final class StateComparison {

  private static final String EMPTY = text(U256.ZERO, U256.ZERO, Hash.EMPTY_KECCAK, Map.of());

  private StateComparison() {}

  static Optional<Difference> of(MemoryState state, Anvil anvil) {
    Map<Address, String> here = new TreeMap<>();
    state
        .accounts()
        .forEach((address, account) -> here.put(address, text(state, address, account)));
    Map<Address, String> there = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : accounts(anvil).properties()) {
      String account = text(entry.getValue());
      if (!account.equals(EMPTY)) {
        there.put(Address.fromHex(entry.getKey()), account);
      }
    }
    for (Map.Entry<Address, String> entry : here.entrySet()) {
      String other = there.remove(entry.getKey());
      if (!entry.getValue().equals(other)) {
        return Optional.of(
            new Difference(
                null, "account " + entry.getKey().toHex(), entry.getValue(), "" + other));
      }
    }
    return there.entrySet().stream()
        .map(
            entry ->
                new Difference(
                    null, "account " + entry.getKey().toHex(), "absent", entry.getValue()))
        .findFirst();
  }

  /// Of the dump only the accounts are read: there are blocks, transactions and their traces too.
  private static JsonNode accounts(Anvil anvil) {
    byte[] packed = Bytes.fromHex(anvil.call("anvil_dumpState").asString()).toArray();
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed));
        JsonParser parser = Anvil.JSON.createParser(in)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean found = parser.currentName().equals("accounts");
        parser.nextToken();
        if (found) {
          return Anvil.JSON
              .reader()
              .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .readTree(parser);
        }
        parser.skipChildren();
      }
      throw new IllegalStateException("no accounts in anvil's state");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(MemoryState state, Address address, Account account) {
    return text(
        U256.ofUnsigned(account.nonce()),
        account.balance(),
        account.codeHash(),
        new TreeMap<>(state.slots(address)));
  }

  private static String text(JsonNode account) {
    Map<U256, U256> slots = new TreeMap<>();
    for (Map.Entry<String, JsonNode> slot : account.get("storage").properties()) {
      U256 value = word(slot.getValue().asString());
      if (!value.isZero()) {
        slots.put(word(slot.getKey()), value);
      }
    }
    return text(
        U256.ofUnsigned(account.get("nonce").asLong()),
        word(account.get("balance").asString()),
        Bytes.fromHex(account.get("code").asString()).keccak256(),
        slots);
  }

  private static String text(U256 nonce, U256 balance, Hash codeHash, Map<U256, U256> slots) {
    return "nonce %s balance %s code hash %s slots %s".formatted(nonce, balance, codeHash, slots);
  }

  /// From hex digits that may begin with zeros.
  private static U256 word(String hex) {
    String digits = hex.substring(2);
    String padded = digits.length() % 2 == 0 ? digits : "0" + digits;
    return U256.fromBytes(Bytes.fromHex("0x" + padded).toArray());
  }
}
