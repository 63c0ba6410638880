package org.tongbao.chain.rpc;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.zip.CRC32;
import org.tongbao.chain.block.ChainRules;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import tools.jackson.core.JsonGenerator;

/// The node and its network: `net_…`, `web3_…`, `eth_chainId`, `eth_syncing`, `eth_config`.
final class NetworkMethods {
  private final ChainRules rules;
  private final Bytes forkId;
  private final String clientVersion;
  private final SyncStatus sync;

  /// @param genesis hash of block 0
  NetworkMethods(ChainRules rules, Hash genesis, String clientVersion, SyncStatus sync) {
    this.rules = rules;
    this.forkId = forkId(genesis);
    this.clientVersion = clientVersion;
    this.sync = sync;
  }

  void register(Map<String, RpcMethod> methods) {
    methods.put(
        "eth_chainId", (params, session) -> out -> JsonValues.quantity(out, rules.chainId()));
    methods.put("net_version", (params, session) -> RpcResult.of(rules.chainId().toString()));
    methods.put("net_listening", (params, session) -> RpcResult.of(true));
    methods.put("net_peerCount", (params, session) -> RpcResult.quantity(sync.peers()));
    methods.put("web3_clientVersion", (params, session) -> RpcResult.of(clientVersion));
    methods.put("web3_sha3", (params, session) -> sha3(params));
    methods.put("eth_syncing", (params, session) -> syncing());
    // The node keeps no keys of others: wallets sign by themselves.
    methods.put("eth_accounts", (params, session) -> NetworkMethods::emptyArray);
    methods.put("eth_config", (params, session) -> this::writeConfig);
  }

  private static RpcResult sha3(RpcParams params) {
    params.atMost(1);
    byte[] data = params.data(0).toArray();
    return out -> JsonValues.hash(out, Keccak256.hash(data));
  }

  private RpcResult syncing() {
    SyncStatus.Progress progress = sync.progress();
    if (progress == null) {
      return RpcResult.of(false);
    }
    return out -> {
      out.writeStartObject();
      JsonValues.quantity(out, "startingBlock", progress.startingBlock());
      JsonValues.quantity(out, "currentBlock", progress.currentBlock());
      JsonValues.quantity(out, "highestBlock", progress.highestBlock());
      out.writeEndObject();
    };
  }

  private static void emptyArray(JsonGenerator out) {
    out.writeStartArray();
    out.writeEndArray();
  }

  /// EIP-6122: the checksum of the genesis hash and of the forks after it, of which there are none.
  private static Bytes forkId(Hash genesis) {
    var checksum = new CRC32();
    checksum.update(genesis.toArray());
    return Bytes.wrap(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }

  /// EIP-7910. One fork from the beginning, none to come.
  private void writeConfig(JsonGenerator out) {
    out.writeStartObject();
    out.writeObjectPropertyStart("current");
    out.writeNumberProperty("activationTime", 0);
    out.writeObjectPropertyStart("blobSchedule");
    out.writeNumberProperty("target", rules.blobs().target());
    out.writeNumberProperty("max", rules.blobs().max());
    out.writeNumberProperty("baseFeeUpdateFraction", rules.blobs().updateFraction());
    out.writeEndObject();
    JsonValues.quantity(out, "chainId", rules.chainId());
    JsonValues.data(out, "forkId", forkId);
    writeNames(out, "precompiles", ConfigNames.PRECOMPILES);
    writeNames(out, "systemContracts", ConfigNames.SYSTEM_CONTRACTS);
    out.writeEndObject();
    out.writeNullProperty("next");
    out.writeNullProperty("last");
    out.writeEndObject();
  }

  private static void writeNames(
      JsonGenerator out, String name, Map<String, String> addressByName) {
    out.writeObjectPropertyStart(name);
    addressByName.forEach(out::writeStringProperty);
    out.writeEndObject();
  }
}
