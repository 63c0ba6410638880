package org.tongbao.market.onchain;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What was signed, as JSON in a row.
final class SigningJson {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

  private SigningJson() {}

  static String write(IntentSigning signing) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("contract", signing.contract());
    fields.put("target", signing.target().toHex());
    fields.put("type", signing.type());
    fields.put("members", signing.members());
    if (signing.cash() != null && signing.amount() != null) {
      fields.put("cash", signing.cash().toHex());
      fields.put("amount", signing.amount().toString());
    }
    fields.put("account", signing.account().toHex());
    fields.put("ref", signing.ref().toHex());
    return JSON.writeValueAsString(fields);
  }

  static IntentSigning read(String json) {
    JsonNode fields = JSON.readTree(json);
    boolean pays = fields.has("cash");
    return new IntentSigning(
        text(fields, "contract"),
        Address.fromHex(text(fields, "target")),
        text(fields, "type"),
        JSON.convertValue(fields.path("members"), MEMBERS),
        pays ? Address.fromHex(text(fields, "cash")) : null,
        pays ? U256.of(new java.math.BigInteger(text(fields, "amount"))) : null,
        Address.fromHex(text(fields, "account")),
        Hash.fromHex(text(fields, "ref")));
  }

  private static String text(JsonNode fields, String name) {
    return fields.path(name).stringValue();
  }
}
