package org.tongbao.bench.load;

import java.util.List;
import org.tongbao.chain.node.NodeCommand;

/// `./tongbao node` without the launcher.
final class NodeProcess {
  private NodeProcess() {}

  public static void main(String[] arguments) {
    System.exit(NodeCommand.run(List.of(arguments), System.out, System.err));
  }
}
