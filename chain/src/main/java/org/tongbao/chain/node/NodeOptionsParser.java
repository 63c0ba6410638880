package org.tongbao.chain.node;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.chain.pow.SealHash;
import org.tongbao.chain.sync.SyncOptions;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// Reads the options of `node`, each at most once but those that are repeatable.
final class NodeOptionsParser {
  static final String USAGE =
      """
      Usage: node [OPTIONS]

        --data DIR               folder of the chain (default data/chain, with --dev data/dev-chain)
        --dev                    a local network with ten funded accounts that everybody has the
                                 keys of; mines by itself, unless it has a --peer
        --genesis FILE           another network: a genesis file in geth's format
        --seal sha256d|scrypt    hash function of the proof of work, instead of the genesis file's
        --mine ADDRESS           mine, and pay rewards and fees to this account
        --mining-threads N       search for seals on so many threads (default 1)
        --peer URL               follow the node at this address, ws://HOST:PORT (repeatable)
        --max-peers N            other nodes to be connected with at once (default 25)
        --block-interval MS      begin a block when a transaction has waited so long (default 200)
        --block-transactions N   or when so many wait (default 2000)
        --archive                keep the state after every block, not only of the last 1,024
        --fast-writes            let blocks survive a killed process, but not a loss of power
        --rpc-host ADDRESS       address to listen on (default 127.0.0.1)
        --rpc-port PORT          port to listen on, 0 for any free one (default 8545)
        --cors ORIGIN            let pages of this origin call the node (repeatable, * for any)
        --host-name NAME         answer requests to this host name (repeatable, * for any)
        --rpc-rate N             requests per second of one connection, each of a batch counted
                                 (default 1000, and none where only this machine is listened to)
        --reserve-for ADDRESS    keep a share of each block for this sender (repeatable)
        --reserve-percent N      that share of the gas limit (default 50)
        --sender-percent N       share of a block's gas for any other sender (default 25)
        --min-gas-price WEI      refuse transactions that offer less for gas (default 0)
        --admin                  offer methods that start and stop mining
        --help                   this text
      """;

  private static final Set<String> REPEATABLE =
      Set.of("--peer", "--cors", "--host-name", "--reserve-for");
  private static final Set<String> PEER_SCHEMES = Set.of("ws", "wss", "http", "https");
  private static final int DEFAULT_RATE = 1_000;

  private final Iterator<String> arguments;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> origins = new HashSet<>();
  private final Set<String> hosts = new HashSet<>(Set.of("localhost"));
  private final List<URI> peers = new ArrayList<>();
  private @Nullable Path data;
  private @Nullable Path genesis;
  private @Nullable SealHash seal;
  private @Nullable Address coinbase;
  private String rpcHost = "127.0.0.1";
  private int rpcPort = 8_545;
  private Duration blockInterval = Duration.ofMillis(200);
  private int blockTransactions = 2_000;
  private int miningThreads = 1;
  private int maxPeers = SyncOptions.DEFAULT.maxPeers();
  private int rpcRate = -1;
  private final Set<Address> reservedSenders = new HashSet<>();
  private int reservePercent = PoolOptions.DEFAULT.reservedPercent();
  private int senderPercent = PoolOptions.DEFAULT.quotaPercent();
  private U256 minGasPrice = U256.ZERO;
  private boolean dev;
  private boolean archive;
  private boolean fastWrites;
  private boolean admin;

  private NodeOptionsParser(List<String> arguments) {
    this.arguments = arguments.iterator();
  }

  /// @throws UsageException naming the option that is unknown, doubled or malformed
  static NodeOptions parse(List<String> arguments) {
    var parser = new NodeOptionsParser(arguments);
    while (parser.arguments.hasNext()) {
      parser.take(parser.arguments.next());
    }
    return parser.options();
  }

  private void take(String option) {
    if (!seen.add(option) && !REPEATABLE.contains(option)) {
      throw new UsageException("The option " + option + " was given twice.");
    }
    switch (option) {
      case "--data" -> data = path(option);
      case "--genesis" -> genesis = path(option);
      case "--seal" -> seal = sealHash(option);
      case "--mine" -> coinbase = address(option);
      case "--block-interval" -> blockInterval = Duration.ofMillis(number(option, 0, 3_600_000));
      case "--block-transactions" -> blockTransactions = number(option, 1, 1_000_000);
      case "--rpc-host" -> rpcHost = value(option);
      case "--rpc-port" -> rpcPort = number(option, 0, 65_535);
      case "--cors" -> origins.add(value(option));
      case "--host-name" -> hosts.add(value(option).toLowerCase(Locale.ROOT));
      case "--mining-threads" -> miningThreads = number(option, 1, 1_024);
      case "--peer" -> peers.add(peer(option));
      case "--max-peers" -> maxPeers = number(option, 0, 1_000);
      case "--rpc-rate" -> rpcRate = number(option, 0, 1_000_000);
      case "--reserve-for" -> reservedSenders.add(address(option));
      case "--reserve-percent" -> reservePercent = number(option, 0, 100);
      case "--sender-percent" -> senderPercent = number(option, 0, 100);
      case "--min-gas-price" -> minGasPrice = U256.of(number(option, 0, Integer.MAX_VALUE));
      case "--dev" -> dev = true;
      case "--archive" -> archive = true;
      case "--fast-writes" -> fastWrites = true;
      case "--admin" -> admin = true;
      default ->
          throw new UsageException(
              "There is no option " + option + "; --help lists those that there are.");
    }
  }

  private NodeOptions options() {
    if (dev && genesis != null) {
      throw new UsageException("Give either --dev or --genesis, not both.");
    }
    if (peers.size() > maxPeers) {
      throw new UsageException(
          "--max-peers %d is less than the %d of --peer.".formatted(maxPeers, peers.size()));
    }
    Path folder = data != null ? data : Path.of("data", dev ? "dev-chain" : "chain");
    Address miner = dev && coinbase == null && peers.isEmpty() ? Address.ZERO : coinbase;
    return new NodeOptions(
        folder,
        genesis,
        dev,
        seal,
        rpcHost,
        rpcPort,
        origins,
        hosts,
        miner,
        blockInterval,
        blockTransactions,
        miningThreads,
        archive,
        fastWrites,
        rpcRate >= 0 ? rpcRate : isLoopback(rpcHost) ? 0 : DEFAULT_RATE,
        PoolOptions.DEFAULT
            .withShares(reservedSenders, reservePercent, senderPercent)
            .withMinFeePerGas(minGasPrice),
        admin,
        peers,
        maxPeers);
  }

  private URI peer(String option) {
    String text = value(option);
    try {
      URI address = new URI(text);
      String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      if (PEER_SCHEMES.contains(scheme) && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Said below, as for an address of another kind.
    }
    throw new UsageException(
        "The option " + option + " needs an address like ws://HOST:PORT, not " + text + ".");
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }

  private String value(String option) {
    if (!arguments.hasNext()) {
      throw new UsageException("The option " + option + " needs a value.");
    }
    return arguments.next();
  }

  private Path path(String option) {
    String text = value(option);
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException("The option " + option + " needs a path, not " + text + ".");
    }
  }

  private SealHash sealHash(String option) {
    String text = value(option);
    return switch (text) {
      case "sha256d" -> SealHash.SHA256D;
      case "scrypt" -> SealHash.SCRYPT;
      default ->
          throw new UsageException(
              "The option " + option + " needs sha256d or scrypt, not " + text + ".");
    };
  }

  private Address address(String option) {
    String text = value(option);
    try {
      return Address.fromHex(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "The option " + option + " needs an address of 0x and 40 hex digits, not " + text + ".");
    }
  }

  private int number(String option, int least, int most) {
    String text = value(option);
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new UsageException(
        "The option %s needs a number from %d to %d, not %s.".formatted(option, least, most, text));
  }
}
