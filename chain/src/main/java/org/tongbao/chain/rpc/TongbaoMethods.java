package org.tongbao.chain.rpc;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.ChainReader;
import org.tongbao.chain.miner.Miner;
import org.tongbao.chain.miner.MinerStatus;
import org.tongbao.chain.pow.AuxPow;
import org.tongbao.primitives.U256;

/// What only this chain has: seals of work, and its miner.
final class TongbaoMethods {
  private final ChainReader reader;
  private final BlockResolver blocks;
  private final @Nullable Miner miner;

  TongbaoMethods(ChainReader reader, BlockResolver blocks, @Nullable Miner miner) {
    this.reader = reader;
    this.blocks = blocks;
    this.miner = miner;
  }

  void register(Map<String, RpcMethod> methods, boolean admin) {
    methods.put("tongbao_getSeal", (params, session) -> seal(params));
    methods.put("tongbao_getSealedBlock", (params, session) -> sealedBlock(params));
    methods.put("tongbao_totalWork", (params, session) -> totalWork(params));
    methods.put("tongbao_miningStatus", (params, session) -> miningStatus());
    if (admin) {
      methods.put("tongbao_startMining", (params, session) -> startMining());
      methods.put("tongbao_stopMining", (params, session) -> stopMining());
    }
  }

  private RpcResult seal(RpcParams params) {
    params.atMost(1);
    BlockHeader header = blocks.find(BlockSelector.parse(params, 0));
    AuxPow seal = header == null ? null : reader.seal(header);
    return seal == null ? RpcResult.NULL : out -> JsonValues.data(out, seal.encoded());
  }

  /// A block and its seal as they are stored: what another node needs to verify it.
  private RpcResult sealedBlock(RpcParams params) {
    params.atMost(1);
    BlockHeader header = blocks.find(BlockSelector.parse(params, 0));
    Block block = header == null ? null : reader.block(header.hash());
    AuxPow seal = header == null ? null : reader.seal(header);
    if (block == null) {
      return RpcResult.NULL;
    }
    return out -> {
      out.writeStartObject();
      JsonValues.data(out, "block", block.encoded());
      if (seal == null) {
        out.writeNullProperty("seal");
      } else {
        JsonValues.data(out, "seal", seal.encoded());
      }
      out.writeEndObject();
    };
  }

  private RpcResult totalWork(RpcParams params) {
    params.atMost(1);
    BlockHeader header = blocks.find(BlockSelector.parse(params, 0));
    U256 work = header == null ? null : reader.totalWork(header.hash());
    return work == null ? RpcResult.NULL : out -> JsonValues.quantity(out, work);
  }

  private RpcResult miningStatus() {
    if (miner == null) {
      return out -> {
        out.writeStartObject();
        out.writeBooleanProperty("mining", false);
        out.writeEndObject();
      };
    }
    MinerStatus status = miner.status();
    return out -> {
      out.writeStartObject();
      out.writeBooleanProperty("mining", status.running());
      JsonValues.address(out, "coinbase", miner.options().coinbase());
      JsonValues.quantity(out, "blocks", status.blocks());
      JsonValues.quantity(out, "transactions", status.transactions());
      if (status.problem() != null) {
        out.writeStringProperty("problem", status.problem());
      }
      out.writeEndObject();
    };
  }

  private RpcResult startMining() {
    requireMiner().start();
    return RpcResult.of(true);
  }

  private RpcResult stopMining() {
    requireMiner().stop();
    return RpcResult.of(true);
  }

  private Miner requireMiner() {
    if (miner == null) {
      throw new RpcException(
          RpcError.SERVER_ERROR, "this node has no miner: start it with --mine ADDRESS");
    }
    return miner;
  }
}
