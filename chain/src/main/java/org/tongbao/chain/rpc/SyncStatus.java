package org.tongbao.chain.rpc;

import org.jspecify.annotations.Nullable;

/// What the node knows of its neighbours, for `eth_syncing` and `net_peerCount`.
public interface SyncStatus {
  /// A node without neighbours.
  SyncStatus ALONE =
      new SyncStatus() {
        @Override
        public int peers() {
          return 0;
        }

        @Override
        public @Nullable Progress progress() {
          return null;
        }
      };

  /// How far catching up has come, in block numbers.
  record Progress(long startingBlock, long currentBlock, long highestBlock) {}

  int peers();

  /// Null when the node is not catching up.
  @Nullable Progress progress();
}
