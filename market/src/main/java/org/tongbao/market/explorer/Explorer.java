package org.tongbao.market.explorer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.Cash;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.Reserve;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// Reads the chain for people. Everything comes from the node at the time of asking; nothing is
/// taken from the database, which could say otherwise. Thread-safe.
///
/// Throws [DomainException] with [ExplorerError#NODE_AWAY] as long as the node does not answer.
@Component
public class Explorer {
  /// How many blocks are read at once.
  public static final int MOST_BLOCKS = 50;

  private static final String CASH = "Cash:";

  private final ChainView chain;
  private final Contracts contracts;
  private final BlockReader reader;

  Explorer(ChainView chain, Contracts contracts, BlockReader reader) {
    this.chain = chain;
    this.contracts = contracts;
    this.reader = reader;
  }

  public ChainStatus status() {
    return asking(
        () -> {
          Block head = reader.block(chain.ask("eth_getBlockByNumber", "latest", false));
          return new ChainStatus(
              chain.chainId(), head.number(), head.hash(), head.at(), contracts.addresses());
        });
  }

  /// Blocks with lower numbers than `before`, newest first; the newest of all when it is null.
  ///
  /// @param limit 1 to [#MOST_BLOCKS]
  public List<Block> blocks(@Nullable Long before, int limit) {
    return asking(
        () -> {
          long head = chain.blockNumber();
          long from = before == null ? head : Math.min(head, before - 1);
          List<Block> blocks = new ArrayList<>();
          for (long number = from; number >= 0 && blocks.size() < limit; number--) {
            JsonNode json = chain.ask("eth_getBlockByNumber", Hex.quantity(number), false);
            // A reorganisation may have made the chain shorter since its head was asked for.
            if (!json.isNull()) {
              blocks.add(reader.block(json));
            }
          }
          return blocks;
        });
  }

  /// @throws DomainException with [ExplorerError#NO_BLOCK]
  public Block block(long number) {
    return asking(
        () -> known(chain.ask("eth_getBlockByNumber", Hex.quantity(number), false), number));
  }

  /// @throws DomainException with [ExplorerError#NO_BLOCK]
  public Block block(Hash hash) {
    return asking(() -> known(chain.ask("eth_getBlockByHash", hash.toHex(), false), hash));
  }

  private Block known(JsonNode json, Object asked) {
    if (json.isNull()) {
      throw new DomainException(ExplorerError.NO_BLOCK, asked.toString());
    }
    return reader.block(json);
  }

  /// One that is in a block.
  ///
  /// @throws DomainException with [ExplorerError#NO_TRANSACTION]
  public Transaction transaction(Hash hash) {
    return asking(
        () -> {
          JsonNode json = chain.ask("eth_getTransactionByHash", hash.toHex());
          JsonNode receipt = chain.ask("eth_getTransactionReceipt", hash.toHex());
          if (json.isNull() || receipt.isNull()) {
            throw new DomainException(ExplorerError.NO_TRANSACTION, hash.toHex());
          }
          return reader.transaction(json, receipt, timeOf(json));
        });
  }

  private Instant timeOf(JsonNode transaction) {
    String block = transaction.path("blockHash").asString();
    return BlockReader.time(chain.ask("eth_getBlockByHash", block, false).path("timestamp"));
  }

  public Account account(Address address) {
    return asking(
        () -> {
          String hex = address.toHex();
          U256 balance = BlockReader.quantity(chain.ask("eth_getBalance", hex, "latest"));
          long nonce = BlockReader.number(chain.ask("eth_getTransactionCount", hex, "latest"));
          Bytes code = Bytes.fromHex(chain.ask("eth_getCode", hex, "latest").asString());
          return new Account(reader.party(address), balance, nonce, code.size(), holdings(address));
        });
  }

  private List<Account.Holding> holdings(Address address) {
    List<Account.Holding> holdings = new ArrayList<>();
    for (String currency : currencies()) {
      holdings.add(
          new Account.Holding(currency, chain.call(contracts.cash(currency).balanceOf(address))));
    }
    holdings.add(new Account.Holding("points", chain.call(contracts.points().balanceOf(address))));
    holdings.removeIf(it -> it.amount().isZero());
    return holdings;
  }

  /// Money in circulation of every currency, beside what is attested for it.
  public List<Token> tokens() {
    return asking(() -> currencies().stream().map(this::token).toList());
  }

  private Token token(String currency) {
    Address address = contracts.address(CASH + currency);
    U256 supply = chain.call(new Cash(address).totalSupply());
    Reserve reserve = chain.call(contracts.treasury().reserveOf(address));
    Instant at = reserve.asOf() == 0 ? null : Instant.ofEpochSecond(reserve.asOf());
    return new Token(currency, address, supply, reserve.attested(), at);
  }

  private List<String> currencies() {
    return new TreeMap<>(contracts.addresses())
        .keySet().stream()
            .filter(it -> it.startsWith(CASH))
            .map(it -> it.substring(CASH.length()))
            .toList();
  }

  private static <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (RpcException away) {
      throw new DomainException(ExplorerError.NODE_AWAY);
    }
  }
}
