package org.tongbao.market.order;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.contract.VoucherUse;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Terms as JSON in a row: hashes and addresses in hexadecimal, amounts as decimal strings, times
/// as numbers of seconds.
final class TermsJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private TermsJson() {}

  static String write(Terms t) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", t.id().toHex());
    json.put("buyer", t.buyer().toHex());
    json.put("merchant", t.merchant().toHex());
    json.put("affiliate", t.affiliate().toHex());
    json.put("cash", t.cash().toHex());
    json.put("goods", decimal(t.goods()));
    json.put("shipping", decimal(t.shipping()));
    json.put("discount", decimal(t.discount()));
    json.put("fee", decimal(t.fee()));
    json.put("commission", decimal(t.commission()));
    json.put("cashback", decimal(t.cashback()));
    json.put("sponsor", t.sponsor().toHex());
    json.put("pointsUsed", decimal(t.pointsUsed()));
    json.put("pointsValue", decimal(t.pointsValue()));
    json.put("pointsEarned", decimal(t.pointsEarned()));
    json.put("payBy", t.payBy());
    json.put("shipWithin", t.shipWithin());
    json.put("receiveWithin", t.receiveWithin());
    json.put("settleAfter", t.settleAfter());
    json.put("returnWithin", t.returnWithin());
    json.put("lines", t.lines());
    json.put("details", t.details().toHex());
    json.put("vouchers", t.vouchers().stream().map(TermsJson::voucher).toList());
    return JSON.writeValueAsString(json);
  }

  private static Map<String, Object> voucher(VoucherUse use) {
    return Map.of(
        "id", decimal(use.id()), "units", decimal(use.units()), "value", decimal(use.value()));
  }

  private static String decimal(U256 number) {
    return number.toBigInteger().toString();
  }

  static Terms read(String json) {
    JsonNode t = JSON.readTree(json);
    return new Terms(
        Hash.fromHex(text(t, "id")),
        address(t, "buyer"),
        address(t, "merchant"),
        address(t, "affiliate"),
        address(t, "cash"),
        number(t, "goods"),
        number(t, "shipping"),
        number(t, "discount"),
        number(t, "fee"),
        number(t, "commission"),
        number(t, "cashback"),
        address(t, "sponsor"),
        number(t, "pointsUsed"),
        number(t, "pointsValue"),
        number(t, "pointsEarned"),
        t.path("payBy").asLong(),
        t.path("shipWithin").asLong(),
        t.path("receiveWithin").asLong(),
        t.path("settleAfter").asLong(),
        t.path("returnWithin").asLong(),
        t.path("lines").asLong(),
        Hash.fromHex(text(t, "details")),
        vouchers(t.path("vouchers")));
  }

  private static List<VoucherUse> vouchers(JsonNode list) {
    List<VoucherUse> uses = new ArrayList<>();
    for (JsonNode use : list) {
      uses.add(new VoucherUse(number(use, "id"), number(use, "units"), number(use, "value")));
    }
    return uses;
  }

  private static Address address(JsonNode json, String name) {
    return Address.fromHex(text(json, name));
  }

  private static U256 number(JsonNode json, String name) {
    return U256.of(new BigInteger(text(json, name)));
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).stringValue();
  }
}
