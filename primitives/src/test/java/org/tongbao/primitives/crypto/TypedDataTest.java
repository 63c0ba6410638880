package org.tongbao.primitives.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.Vectors;
import org.tongbao.primitives.crypto.TypedData.Field;
import tools.jackson.databind.JsonNode;

class TypedDataTest {
  /// The example of EIP-712.
  private static final String MAIL =
      """
      {"types": {
         "EIP712Domain": [{"name": "name", "type": "string"}, {"name": "version", "type": "string"},
           {"name": "chainId", "type": "uint256"}, {"name": "verifyingContract", "type": "address"}],
         "Person": [{"name": "name", "type": "string"}, {"name": "wallet", "type": "address"}],
         "Mail": [{"name": "from", "type": "Person"}, {"name": "to", "type": "Person"},
           {"name": "contents", "type": "string"}]},
       "primaryType": "Mail",
       "domain": {"name": "Ether Mail", "version": "1", "chainId": 1,
         "verifyingContract": "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"},
       "message": {
         "from": {"name": "Cow", "wallet": "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"},
         "to": {"name": "Bob", "wallet": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"},
         "contents": "Hello, Bob!"}}""";

  @Test
  void hashesAsTheExampleOfTheStandard() {
    TypedData mail = TypedData.parse(tree(MAIL));
    assertThat(mail.encodedType("Mail"))
        .isEqualTo("Mail(Person from,Person to,string contents)Person(string name,address wallet)");
    assertThat(mail.domainSeparator().toHex())
        .isEqualTo("0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f");
    assertThat(mail.messageHash().toHex())
        .isEqualTo("0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e");
    assertThat(mail.hash().toHex())
        .isEqualTo("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2");
    PrivateKey cow = PrivateKey.of(Keccak256.hash("cow".getBytes(UTF_8)));
    assertThat(cow.sign(mail.hash()).toBytes().toHex())
        .isEqualTo(
            "0x4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d"
                + "07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b915621c");
  }

  /// Random structs of ethers: nested, with arrays of all kinds, over every subset of the domain.
  @Test
  void hashesAsEthers() {
    JsonNode cases = Vectors.json("ethers/eip712.json.gz");
    for (JsonNode each : cases) {
      Map<String, Object> document = new HashMap<>();
      for (String part : List.of("types", "primaryType", "domain")) {
        document.put(part, Vectors.tree(each.get(part)));
      }
      document.put("message", Vectors.tree(each.get("data")));
      TypedData data = TypedData.parse(document);
      String name = each.get("name").asString();
      assertThat(data.encodedMessage().toHex()).as(name).isEqualTo(each.get("encoded").asString());
      assertThat(data.hash().toHex()).as(name).isEqualTo(each.get("digest").asString());
    }
    assertThat(cases.size()).isEqualTo(491);
  }

  @Test
  void takesTypedValuesAsWell() {
    Map<String, List<Field>> types =
        Map.of(
            "Permit",
            List.of(
                new Field("owner", "address"),
                new Field("value", "uint256"),
                new Field("salt", "bytes32"),
                new Field("small", "int8")));
    Address owner = Address.fromHex("0x" + "ab".repeat(20));
    Map<String, Object> domain = Map.of("chainId", 1337L);
    TypedData typed =
        TypedData.of(
            types,
            "Permit",
            domain,
            Map.of("owner", owner, "value", U256.MAX, "salt", Hash.ZERO, "small", -128));
    TypedData text =
        TypedData.of(
            types,
            "Permit",
            Map.of("chainId", "0x539"),
            Map.of(
                "owner",
                owner.toHex(),
                "value",
                U256.MAX.toString(),
                "salt",
                "0x" + "00".repeat(32),
                "small",
                "-128"));
    assertThat(typed.hash()).isEqualTo(text.hash());
  }

  @Test
  void aDomainAloneHasNoMessagePart() {
    Map<String, Object> document = tree(MAIL);
    document.put("primaryType", "EIP712Domain");
    TypedData domain = TypedData.parse(document);
    byte[] expected = new byte[34];
    expected[0] = 0x19;
    expected[1] = 0x01;
    domain.domainSeparator().writeTo(expected, 2);
    assertThat(domain.hash()).isEqualTo(Keccak256.hash(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "uint8, 256",
    "uint8, -1",
    "uint8, 1.0",
    "uint8, 0x",
    "uint8, 1e1",
    "int8, 128",
    "int8, -129",
    "uint256, 115792089237316195423570985008687907853269984665640564039457584007913129639936",
    "bool, true",
    "bool, 1",
    "bytes4, 0x010203",
    "bytes4, 0x0102030405",
    "bytes, 0x0",
    "bytes, 00",
    "address, 0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD8",
    "address, 0xcD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826",
  })
  void refusesValuesOutOfTheirType(String type, String value) {
    refuses(type, value);
  }

  @Test
  void refusesValuesOfTheWrongShape() {
    refuses("uint8", 1.5);
    refuses("uint8", List.of(1));
    refuses("string", 1);
    refuses("bool[2]", List.of(true));
    refuses("bool[2]", List.of(true, true, true));
    refuses("bool[]", true);
    refuses("bool[1][2]", List.of(List.of(true), List.of(true, false)));
    refuses("Struct", "text");
  }

  @ParameterizedTest
  @CsvSource({
    "uint",
    "int",
    "uint7",
    "uint264",
    "uint0",
    "int08",
    "bytes0",
    "bytes33",
    "Unknown",
    "bool[",
    "bool[-1]",
    "bool[01]",
    "bool[]x",
    "[]",
    "''",
    "Bool"
  })
  void refusesTypesThatAreNone(String type) {
    refuses(type, "0");
  }

  @Test
  void namesThePathOfWhatIsWrong() {
    Map<String, Object> document = tree(MAIL.replace("\"Bob\"", "null"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TypedData.parse(document).hash())
        .withMessage("message.to.name: missing or null");
    Map<String, Object> extra =
        tree(MAIL.replace("\"contents\": \"Hello", "\"cc\": 1, \"contents\": \"Hello"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TypedData.parse(extra).hash())
        .withMessageStartingWith("message: fields that Mail does not declare: [cc]");
    Map<String, Object> undeclared = tree(MAIL);
    undeclared.put("primaryType", "Letter");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TypedData.parse(undeclared))
        .withMessage("primaryType: no struct named Letter");
  }

  @Test
  void structsMayReferToThemselvesUpToADepth() {
    Map<String, List<Field>> types = Map.of("Tree", List.of(new Field("children", "Tree[]")));
    assertThat(TypedData.of(types, "Tree", Map.of(), forest(3)).encodedType("Tree"))
        .isEqualTo("Tree(Tree[] children)");
    assertThat(TypedData.of(types, "Tree", Map.of(), forest(30)).hash()).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TypedData.of(types, "Tree", Map.of(), forest(100_000)).hash())
        .withMessageContaining("nested deeper than 64");
  }

  private static Map<String, Object> forest(int depth) {
    Map<String, Object> tree = Map.of("children", List.of());
    for (int i = 0; i < depth; i++) {
      tree = Map.of("children", List.of(tree));
    }
    return tree;
  }

  private static void refuses(String type, Object value) {
    Map<String, List<Field>> types = new LinkedHashMap<>();
    types.put("Struct", new ArrayList<>());
    types.put("Outer", List.of(new Field("field", type)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TypedData.of(types, "Outer", Map.of(), Map.of("field", value)).hash())
        .withMessageMatching("(?s)(message\\.field|types\\.Outer\\.field).*: .+");
  }

  @SuppressWarnings("unchecked") // the document is an object
  private static Map<String, Object> tree(String json) {
    return (Map<String, Object>) Vectors.tree(Vectors.parse(json));
  }
}
