package org.tongbao.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.Keccak256;
import tools.jackson.databind.JsonNode;

/// The manifest leads to the published addresses, computed here from nothing but EIP-1014, the ABI
/// and the artefacts.
final class DeploymentTest {
  private static final int WORD = 32;
  private static final JsonNode MANIFEST = Resources.json("deployment.json");
  private static final JsonNode PUBLISHED = Resources.json("addresses.json");

  private final Map<String, String> known = new HashMap<>();

  @Test
  void theManifestLeadsToThePublishedAddresses() {
    PUBLISHED
        .get("parameters")
        .properties()
        .forEach(p -> known.put(p.getKey(), text(p.getValue())));
    Address proxy = Address.fromHex(text(MANIFEST.get("proxy").get("address")));
    Hash salt = Hash.fromHex(text(MANIFEST.get("salt")));
    Map<String, String> addresses = new HashMap<>();
    for (JsonNode contract : MANIFEST.get("contracts")) {
      byte[] code = creationCode(contract);
      String address = Address.create2(proxy, salt, Keccak256.hash(code)).toChecksumHex();
      known.put(text(contract.get("name")), address);
      addresses.put(text(contract.get("name")), address);
    }

    Map<String, String> published = new HashMap<>();
    PUBLISHED
        .get("addresses")
        .properties()
        .forEach(a -> published.put(a.getKey(), text(a.getValue())));
    assertThat(addresses).isEqualTo(published);
  }

  /// The proxy's own address follows from its deployer's first transaction.
  @Test
  void theProxyStandsWhereItsDeployerPutIt() {
    JsonNode proxy = MANIFEST.get("proxy");
    Address deployer = Address.fromHex(text(proxy.get("deployer")));

    assertThat(Address.create(deployer, 0)).isEqualTo(Address.fromHex(text(proxy.get("address"))));
    assertThat(text(proxy.get("transaction"))).contains(text(proxy.get("runtime")).substring(2));
  }

  @Test
  void everyContractIsDeployedAndPublished() {
    List<String> names = new ArrayList<>();
    List<String> artefacts = new ArrayList<>();
    for (JsonNode contract : MANIFEST.get("contracts")) {
      names.add(text(contract.get("name")));
      artefacts.add(text(contract.get("artefact")));
    }
    List<String> publications =
        Resources.stream(MANIFEST.get("calls").get(0).get("publications"))
            .map(DeploymentTest::text)
            .toList();

    assertThat(artefacts).containsAll(Resources.CONTRACTS);
    names.remove("Timelock"); // the governor is no listed contract
    assertThat(publications).containsExactlyInAnyOrderElementsOf(names);
  }

  private byte[] creationCode(JsonNode contract) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    JsonNode arguments = contract.get("arguments");
    for (JsonNode argument : arguments) {
      JsonNode value = argument.get("value");
      switch (text(argument.get("type"))) {
        case "string" -> {
          head.writeBytes(word(BigInteger.valueOf((long) WORD * arguments.size() + tail.size())));
          tail.writeBytes(textArgument(text(value)));
        }
        case "address[]" -> {
          head.writeBytes(word(BigInteger.valueOf((long) WORD * arguments.size() + tail.size())));
          tail.writeBytes(word(BigInteger.valueOf(value.size())));
          value.forEach(one -> tail.writeBytes(word(number(text(one)))));
        }
        default -> head.writeBytes(word(number(text(value))));
      }
    }
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    code.writeBytes(
        Hex.decode(text(Resources.json(text(contract.get("artefact")) + ".json").get("bytecode"))));
    code.writeBytes(head.toByteArray());
    code.writeBytes(tail.toByteArray());
    return code.toByteArray();
  }

  /// A literal, or the value of `$X`: a parameter or the address of an earlier contract.
  private BigInteger number(String value) {
    String literal = value.startsWith("$") ? known.getOrDefault(value.substring(1), "") : value;
    return literal.startsWith("0x")
        ? new BigInteger(literal.substring(2), 16)
        : new BigInteger(literal);
  }

  private static byte[] word(BigInteger value) {
    byte[] word = new byte[WORD];
    for (int i = 0; i < WORD; i++) {
      word[WORD - 1 - i] = value.shiftRight(8 * i).byteValue();
    }
    return word;
  }

  private static byte[] textArgument(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] padded = new byte[WORD + (bytes.length + WORD - 1) / WORD * WORD];
    System.arraycopy(word(BigInteger.valueOf(bytes.length)), 0, padded, 0, WORD);
    System.arraycopy(bytes, 0, padded, WORD, bytes.length);
    return padded;
  }

  private static String text(JsonNode node) {
    return node.asString();
  }
}
