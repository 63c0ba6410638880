package org.tongbao.chain.rpc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.Signature;
import org.tongbao.primitives.tx.AccessListEntry;
import org.tongbao.primitives.tx.Authorization;
import tools.jackson.databind.JsonNode;

/// The transaction object of `eth_call`, `eth_estimateGas` and their like, as it was given: null is
/// what the client left open.
record CallRequest(
    Address from,
    @Nullable Address to,
    @Nullable Long gas,
    @Nullable U256 gasPrice,
    @Nullable U256 maxFeePerGas,
    @Nullable U256 maxPriorityFeePerGas,
    U256 value,
    Bytes data,
    @Nullable Long nonce,
    @Nullable U256 chainId,
    List<AccessListEntry> accessList,
    List<Authorization> authorizations,
    List<Hash> blobHashes,
    @Nullable U256 maxFeePerBlobGas) {

  static CallRequest parse(JsonNode node, String where) {
    var fields = new JsonFieldsReader(node, where);
    if (fields.has("gasPrice")
        && (fields.has("maxFeePerGas") || fields.has("maxPriorityFeePerGas"))) {
      throw RpcException.invalidParams(
          "both gasPrice and (maxFeePerGas or maxPriorityFeePerGas) specified");
    }
    Address from = fields.address("from");
    U256 value = fields.quantity("value");
    return new CallRequest(
        from == null ? Address.ZERO : from,
        fields.address("to"),
        fields.number64("gas"),
        fields.quantity("gasPrice"),
        fields.quantity("maxFeePerGas"),
        fields.quantity("maxPriorityFeePerGas"),
        value == null ? U256.ZERO : value,
        input(fields),
        fields.number64("nonce"),
        fields.quantity("chainId"),
        fields.list("accessList", item -> accessListEntry(item, where)),
        fields.list("authorizationList", item -> authorization(item, where)),
        fields.list("blobVersionedHashes", item -> blobHash(item, where)),
        fields.quantity("maxFeePerBlobGas"));
  }

  CallRequest withAccessList(List<AccessListEntry> list) {
    return new CallRequest(
        from,
        to,
        gas,
        gasPrice,
        maxFeePerGas,
        maxPriorityFeePerGas,
        value,
        data,
        nonce,
        chainId,
        list,
        authorizations,
        blobHashes,
        maxFeePerBlobGas);
  }

  /// `input` is the field's name; `data` is the older one. Both may stand there when they agree.
  private static Bytes input(JsonFieldsReader fields) {
    Bytes input = fields.data("input");
    Bytes data = fields.data("data");
    if (input != null && data != null && !input.equals(data)) {
      throw RpcException.invalidParams(
          "both \"data\" and \"input\" are set and not equal; use \"input\"");
    }
    if (input != null) {
      return input;
    }
    return data == null ? Bytes.EMPTY : data;
  }

  private static AccessListEntry accessListEntry(JsonNode node, String where) {
    var fields = new JsonFieldsReader(node, where + ": accessList");
    return new AccessListEntry(
        required(fields.address("address"), where, "accessList address"),
        fields.list(
            "storageKeys",
            key ->
                RpcParams.parse(key, where + ": storageKeys", "32 bytes of hex data", Hash::fromHex)
                    .toU256()));
  }

  private static Authorization authorization(JsonNode node, String where) {
    String here = where + ": authorizationList";
    var fields = new JsonFieldsReader(node, here);
    Long parity = fields.number64("yParity");
    return new Authorization(
        required(fields.quantity("chainId"), here, "chainId"),
        required(fields.address("address"), here, "address"),
        required(fields.number64("nonce"), here, "nonce"),
        new Signature(
            required(fields.quantity("r"), here, "r"),
            required(fields.quantity("s"), here, "s"),
            Math.toIntExact(required(parity, here, "yParity") & 0xff)));
  }

  private static Hash blobHash(JsonNode node, String where) {
    return RpcParams.parse(node, where + ": blobVersionedHashes", "a hash", Hash::fromHex);
  }

  private static <T> T required(@Nullable T value, String where, String name) {
    if (value == null) {
      throw RpcException.invalidParams("invalid " + where + ": " + name + " is missing");
    }
    return value;
  }
}
