package org.tongbao.market.onchain;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;

/// How far the marketplace is with the chain, and what is stuck, for the platform's staff.
@Controller
final class ChainPages {
  private static final Logger LOG = LoggerFactory.getLogger(ChainPages.class);
  private static final int SHOWN = 50;

  private final ChainProgress progress;
  private final RelayItemStore items;
  private final Pages pages;

  ChainPages(ChainProgress progress, RelayItemStore items, Pages pages) {
    this.progress = progress;
    this.items = items;
    this.pages = pages;
  }

  @GetMapping(PlatformDesk.CHAIN)
  @Needs(Permission.MONEY_READ)
  View show(Caller caller, Frame frame) {
    return pages.of(
        "platform-chain",
        new ChainPage(
            frame,
            PlatformDesk.of(caller, frame.texts(), PlatformDesk.CHAIN),
            progress.waiting(),
            progress.oldestWait(),
            progress.conflicts(),
            progress.lostEvents(),
            progress.mirroredBlock(),
            newest(),
            items.open(SHOWN),
            items.troubled(SHOWN)));
  }

  /// The chain's newest block; none while the node is away.
  private List<Long> newest() {
    try {
      return List.of(progress.newestBlock());
    } catch (RpcException away) {
      LOG.warn("the node does not answer", away);
      return List.of();
    }
  }
}
