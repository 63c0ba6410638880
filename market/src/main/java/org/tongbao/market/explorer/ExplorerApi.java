package org.tongbao.market.explorer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// The chain for programs that want it in the marketplace's words; Ethereum's own are at `/rpc`.
/// Numbers that may be larger than 2^53 are text.
@RestController
@RequestMapping("/api/v1/chain")
final class ExplorerApi {
  static final int STANDARD_LIMIT = 20;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
  private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");

  private final Explorer explorer;

  ExplorerApi(Explorer explorer) {
    this.explorer = explorer;
  }

  @GetMapping
  StatusView status() {
    ChainStatus status = explorer.status();
    Map<String, String> contracts = new TreeMap<>();
    status.contracts().forEach((name, address) -> contracts.put(name, address.toHex()));
    return new StatusView(
        status.chainId().toString(),
        status.blockNumber(),
        status.blockHash().toHex(),
        status.blockAt(),
        contracts);
  }

  @GetMapping("/blocks")
  BlockList blocks(
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(required = false) @Nullable Integer limit) {
    int asked = limit == null ? STANDARD_LIMIT : limit;
    if (asked < 1 || asked > Explorer.MOST_BLOCKS) {
      throw Fields.malformed("limit");
    }
    return BlockList.of(explorer.blocks(before == null ? null : number("before", before), asked));
  }

  /// @param block its number or its hash
  @GetMapping("/blocks/{block}")
  BlockView block(@PathVariable String block) {
    return BlockView.of(
        HASH.matcher(block).matches()
            ? explorer.block(Hash.fromHex(block))
            : explorer.block(number("block", block)));
  }

  @GetMapping("/transactions/{hash}")
  TransactionView transaction(@PathVariable String hash) {
    return TransactionView.of(explorer.transaction(hash(hash)));
  }

  @GetMapping("/accounts/{address}")
  AccountView account(@PathVariable String address) {
    return AccountView.of(explorer.account(address(address)));
  }

  @GetMapping("/tokens")
  TokenList tokens() {
    return new TokenList(explorer.tokens().stream().map(TokenView::of).toList());
  }

  static long number(String field, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw Fields.malformed(field);
    }
    return Long.parseLong(text);
  }

  static Hash hash(String text) {
    if (!HASH.matcher(text).matches()) {
      throw Fields.malformed("hash");
    }
    return Hash.fromHex(text);
  }

  static Address address(String text) {
    if (!ADDRESS.matcher(text).matches()) {
      throw Fields.malformed("address");
    }
    return Address.fromHex(text);
  }

  record StatusView(
      String chainId,
      long blockNumber,
      String blockHash,
      Instant blockAt,
      Map<String, String> contracts) {}

  /// `next` is what `before` is for the following part; null at the first block.
  record BlockList(List<BlockView> items, @Nullable String next) {
    static BlockList of(List<Block> blocks) {
      long lowest = blocks.isEmpty() ? 0 : blocks.getLast().number();
      return new BlockList(
          blocks.stream().map(BlockView::of).toList(), lowest == 0 ? null : "" + lowest);
    }
  }

  record PartyView(String address, String name) {
    static PartyView of(Party party) {
      return new PartyView(party.address().toHex(), party.name());
    }
  }

  record BlockView(
      long number,
      String hash,
      String parentHash,
      Instant at,
      PartyView miner,
      String difficulty,
      long gasUsed,
      long gasLimit,
      long sizeBytes,
      String stateRoot,
      String receiptsRoot,
      List<String> transactions) {
    static BlockView of(Block block) {
      return new BlockView(
          block.number(),
          block.hash().toHex(),
          block.parent().toHex(),
          block.at(),
          PartyView.of(block.miner()),
          block.difficulty().toString(),
          block.gasUsed(),
          block.gasLimit(),
          block.sizeBytes(),
          block.stateRoot().toHex(),
          block.receiptsRoot().toHex(),
          block.transactions().stream().map(Hash::toHex).toList());
    }
  }

  record CallView(PartyView contract, String name) {}

  record EventView(
      int index,
      PartyView contract,
      String name,
      Map<String, String> members,
      List<String> topics,
      String data) {
    static EventView of(Event event) {
      return new EventView(
          event.index(),
          PartyView.of(event.contract()),
          event.name(),
          event.members(),
          event.topics().stream().map(Hash::toHex).toList(),
          event.data().toHex());
    }
  }

  record TransactionView(
      String hash,
      long block,
      String blockHash,
      Instant at,
      int index,
      PartyView from,
      @Nullable PartyView to,
      String valueWei,
      String call,
      List<CallView> carried,
      boolean succeeded,
      long gasUsed,
      List<EventView> events) {
    static TransactionView of(Transaction it) {
      Party to = it.to();
      return new TransactionView(
          it.hash().toHex(),
          it.block(),
          it.blockHash().toHex(),
          it.at(),
          it.index(),
          PartyView.of(it.from()),
          to == null ? null : PartyView.of(to),
          it.valueWei().toString(),
          it.call(),
          it.carried().stream()
              .map(call -> new CallView(PartyView.of(call.contract()), call.name()))
              .toList(),
          it.succeeded(),
          it.gasUsed(),
          it.events().stream().map(EventView::of).toList());
    }
  }

  record HoldingView(String token, String amount) {}

  record AccountView(
      String address,
      String name,
      String balanceWei,
      long nonce,
      long codeBytes,
      List<HoldingView> holdings) {
    static AccountView of(Account account) {
      return new AccountView(
          account.party().address().toHex(),
          account.party().name(),
          account.balanceWei().toString(),
          account.nonce(),
          account.codeBytes(),
          account.holdings().stream()
              .map(it -> new HoldingView(it.token(), it.amount().toString()))
              .toList());
    }
  }

  record TokenList(List<TokenView> items) {}

  record TokenView(
      String currency,
      String address,
      String supplyMinor,
      String attestedMinor,
      @Nullable Instant attestedAt,
      boolean covered) {
    static TokenView of(Token token) {
      return new TokenView(
          token.currency(),
          token.address().toHex(),
          token.supply().toString(),
          token.attested().toString(),
          token.attestedAt(),
          token.isCovered());
    }
  }
}
