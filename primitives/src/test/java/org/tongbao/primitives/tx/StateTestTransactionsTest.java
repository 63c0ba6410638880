package org.tongbao.primitives.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Vectors;
import org.tongbao.primitives.crypto.PrivateKey;
import tools.jackson.databind.JsonNode;

/// The signed transactions inside the state tests of Osaka: all five types, made by
/// execution-spec-tests.
class StateTestTransactionsTest {
  private final int[] types = new int[5];
  private final Map<TransactionError, Integer> refusals = new EnumMap<>(TransactionError.class);
  private int authorities;

  @Test
  void decodeRecoverAndSignAlike() {
    Vectors.eachJsonLine(
        "ethereum/state-tests-osaka.jsonl.gz",
        line -> {
          JsonNode test = line.get("test");
          for (JsonNode post : test.get("post").get("Osaka")) {
            check(line.get("id").asString(), test.get("transaction"), post);
          }
        });
    assertThat(types).containsExactly(6_388, 236, 415, 335, 374);
    assertThat(authorities).isGreaterThan(500);
    assertThat(refusals)
        .containsExactlyInAnyOrderEntriesOf(Map.of(TransactionError.RECIPIENT_MISSING, 2));
  }

  private void check(String id, JsonNode expected, JsonNode post) {
    Bytes encoded = Bytes.fromHex(post.get("txbytes").asString());
    Transaction tx;
    try {
      tx = Transaction.decode(encoded);
    } catch (TransactionException refused) {
      assertThat(post.has("expectException")).as(id).isTrue();
      refusals.merge(refused.code(), 1, Integer::sum);
      return;
    }
    Address sender = Address.fromHex(expected.get("sender").asString());
    assertThat(tx.sender()).as(id).isEqualTo(sender);
    assertThat(tx.unsigned().withSignature(tx.signature()).encoded()).as(id).isEqualTo(encoded);
    PrivateKey key = PrivateKey.fromHex(expected.get("secretKey").asString());
    assertThat(tx.unsigned().sign(key).encoded()).as(id).isEqualTo(encoded);
    checkAuthorities(id, tx, expected.path("authorizationList"));
    types[tx.type()]++;
  }

  /// Tests of broken signatures name a signer all the same.
  private void checkAuthorities(String id, Transaction tx, JsonNode expected) {
    assertThat(expected.size()).as(id).isEqualTo(tx.authorizationList().size());
    for (int i = 0; i < expected.size() && !id.contains("invalid_auth_signature"); i++) {
      JsonNode signer = expected.get(i).path("signer");
      if (signer.isString()) {
        Address authority = Address.fromHex(signer.asString());
        assertThat(tx.authorizationList().get(i).authority()).as(id).isEqualTo(authority);
        authorities++;
      }
    }
  }
}
