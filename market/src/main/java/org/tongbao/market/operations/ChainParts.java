package org.tongbao.market.operations;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.onchain.ChainProgress;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.operations.OperationsPage.Fact;
import org.tongbao.market.operations.OperationsPage.Part;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Texts;
import org.tongbao.market.web.TimeText;

/// How it stands with the chain. Thread-safe.
@Component
final class ChainParts {
  private static final Logger LOG = LoggerFactory.getLogger(ChainParts.class);

  /// How long something may wait for the chain.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int MOST_BEHIND = 20;

  private final ChainProgress progress;
  private final ChainView view;
  private final Clock clock;

  ChainParts(ChainProgress progress, ChainView view, Clock clock) {
    this.progress = progress;
    this.view = view;
    this.clock = clock;
  }

  /// An old block is no trouble while nothing waits for another.
  Part chain(Texts texts) {
    Desk.Link link = Desk.Link.to(texts.get("explorer.title"), "/explorer");
    try {
      Duration age = Duration.between(view.time(), clock.instant());
      boolean well = age.compareTo(PATIENCE) < 0 || progress.waiting() == 0;
      List<Fact> facts =
          List.of(
              Fact.of("height", progress.newestBlock()),
              Fact.of("age", TimeText.left(age.isNegative() ? Duration.ZERO : age, texts)));
      return new Part("chain", well, facts, link);
    } catch (RpcException away) {
      LOG.warn("the node does not answer", away);
      return new Part("chain", false, List.of(away(texts, "height")), link);
    }
  }

  Part outbox(Texts texts) {
    Duration oldest = progress.oldestWait();
    long conflicts = progress.conflicts();
    List<Fact> facts =
        List.of(
            Fact.of("waiting", progress.waiting()),
            Fact.of("oldest", oldest.isZero() ? "–" : TimeText.left(oldest, texts)),
            Fact.of("conflicts", conflicts));
    boolean well = conflicts == 0 && oldest.compareTo(PATIENCE) < 0;
    return new Part("outbox", well, facts, desk(texts));
  }

  Part mirror(Texts texts) {
    long lost = progress.lostEvents();
    Fact gone = Fact.of("lost", lost);
    try {
      long lag = progress.lag();
      List<Fact> facts = List.of(Fact.of("lag", lag), gone);
      return new Part("mirror", lost == 0 && lag <= MOST_BEHIND, facts, desk(texts));
    } catch (RpcException away) {
      return new Part("mirror", false, List.of(away(texts, "lag"), gone), desk(texts));
    }
  }

  private static Desk.Link desk(Texts texts) {
    return Desk.Link.to(texts.get("platform.menu.chain"), PlatformDesk.CHAIN);
  }

  private static Fact away(Texts texts, String key) {
    return Fact.of(key, texts.get("platform.chain.away"));
  }
}
