package org.tongbao.chain.rpc;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.tongbao.chain.block.BlockResult;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.primitives.U256;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The receipts of a block as `eth_getBlockReceipts` of this node writes them, for tests elsewhere.
public final class RenderedReceipts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RenderedReceipts() {}

  public static List<JsonNode> of(BlockResult block) {
    List<JsonNode> receipts = new ArrayList<>();
    int logs = 0;
    for (int i = 0; i < block.executions().size(); i++) {
      Executed executed = block.executions().get(i);
      ReceiptJson receipt =
          new ReceiptJson(
              block.block().transactions().get(i),
              executed.receipt(),
              block.block().header(),
              i,
              executed.gasUsed(),
              logs,
              U256.ONE);
      receipts.add(render(receipt));
      logs += executed.receipt().logs().size();
    }
    return receipts;
  }

  private static JsonNode render(ReceiptJson receipt) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      receipt.writeTo(out);
    }
    return JSON.readTree(text.toByteArray());
  }
}
