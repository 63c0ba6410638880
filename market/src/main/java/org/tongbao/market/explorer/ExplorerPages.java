package org.tongbao.market.explorer;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.order.OrderNumber;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Texts;
import org.tongbao.primitives.Hash;

/// The chain for everybody to look at.
@Controller
final class ExplorerPages {
  private static final int NEWEST = 8;
  private static final int PART = 25;
  private static final int LONGEST_QUESTION = 200;

  private final Explorer explorer;
  private final EventWords words;
  private final Pages pages;

  ExplorerPages(Explorer explorer, EventWords words, Pages pages) {
    this.explorer = explorer;
    this.words = words;
    this.pages = pages;
  }

  @GetMapping("/explorer")
  View overview(Frame frame) {
    return overview(frame, "");
  }

  private View overview(Frame frame, String asked) {
    List<Block> blocks = explorer.blocks(null, NEWEST);
    return pages.of(
        "explorer",
        new ExplorerPage(frame, explorer.status(), blocks, next(blocks), explorer.tokens(), asked));
  }

  @GetMapping("/explorer/blocks")
  View blocks(Frame frame, @RequestParam(required = false) @Nullable String before) {
    Long from = before == null ? null : Asked.number(before).orElseThrow(ExplorerPages::nothing);
    List<Block> blocks = explorer.blocks(from, PART);
    return pages.of(
        "explorer-blocks",
        new ExplorerPage(frame, explorer.status(), blocks, next(blocks), List.of(), ""));
  }

  private static @Nullable String next(List<Block> blocks) {
    return blocks.isEmpty() || blocks.getLast().number() == 0
        ? null
        : String.valueOf(blocks.getLast().number());
  }

  /// @param block its number or its hash
  @GetMapping("/explorer/blocks/{block}")
  View block(Frame frame, @PathVariable String block) {
    Block found =
        Asked.hash(block)
            .map(explorer::block)
            .or(() -> Asked.number(block).map(explorer::block))
            .orElseThrow(ExplorerPages::nothing);
    List<Hash> all = found.transactions();
    int shown = Math.min(PART, all.size());
    return pages.of(
        "explorer-block",
        new BlockPage(
            frame,
            found,
            all.subList(0, shown).stream()
                .map(explorer::transaction)
                .map(it -> new BlockPage.Line(it, String.join(" · ", asked(it, frame.texts()))))
                .toList(),
            all.subList(shown, all.size()),
            explorer.status().blockNumber()));
  }

  @GetMapping("/explorer/transactions/{hash}")
  View transaction(Frame frame, @PathVariable String hash) {
    Transaction found = explorer.transaction(Asked.hash(hash).orElseThrow(ExplorerPages::nothing));
    return pages.of(
        "explorer-transaction",
        new TransactionPage(
            frame,
            found,
            asked(found, frame.texts()),
            found.events().stream().map(it -> words.of(it, frame.texts())).toList()));
  }

  /// What was asked for, each kind of wish once, with how often.
  private static List<String> asked(Transaction transaction, Texts texts) {
    Party to = transaction.to();
    if (to == null) {
      return List.of(texts.get("chain.made-contract"));
    }
    if (transaction.carried().isEmpty()) {
      return List.of(EventWords.call(new Transaction.Call(to, transaction.call()), texts));
    }
    List<String> all =
        transaction.carried().stream().map(it -> EventWords.call(it, texts)).toList();
    return all.stream().distinct().map(it -> counted(it, all)).toList();
  }

  private static String counted(String wish, List<String> all) {
    long times = all.stream().filter(wish::equals).count();
    return times == 1 ? wish : wish + " ×" + times;
  }

  @GetMapping("/explorer/accounts/{address}")
  View account(Frame frame, @PathVariable String address) {
    Account found = explorer.account(Asked.address(address).orElseThrow(ExplorerPages::nothing));
    return pages.of("explorer-account", new AccountOnChainPage(frame, found));
  }

  @GetMapping("/explorer/tokens")
  View tokens(Frame frame) {
    return pages.of(
        "explorer-tokens",
        new ExplorerPage(frame, explorer.status(), List.of(), null, explorer.tokens(), ""));
  }

  /// Leads to what is meant: a block by number or hash, a transaction, an account, an order.
  @GetMapping("/explorer/search")
  View search(Frame frame, @RequestParam(defaultValue = "") String q) {
    String asked = Fields.optionalLine("q", q, LONGEST_QUESTION);
    return Asked.number(asked)
        .filter(it -> it <= explorer.status().blockNumber())
        .map(it -> "/explorer/blocks/" + it)
        .or(() -> Asked.address(asked).map(it -> "/explorer/accounts/" + it.toHex()))
        .or(() -> Asked.hash(asked).flatMap(this::byHash))
        .or(() -> OrderNumber.parse(asked).map(it -> "/verify/orders/" + it.value()))
        .map(pages::seeOther)
        .orElseGet(() -> overview(frame, asked));
  }

  private Optional<String> byHash(Hash hash) {
    return isThere(() -> explorer.transaction(hash))
        ? Optional.of("/explorer/transactions/" + hash.toHex())
        : Optional.of("/explorer/blocks/" + hash.toHex())
            .filter(it -> isThere(() -> explorer.block(hash)));
  }

  private static boolean isThere(Supplier<?> look) {
    try {
      Object _ = look.get();
      return true;
    } catch (DomainException refused) {
      if (refused.code() == ExplorerError.NODE_AWAY) {
        throw refused;
      }
      return false;
    }
  }

  private static DomainException nothing() {
    return new DomainException(RequestError.NOT_FOUND);
  }
}
