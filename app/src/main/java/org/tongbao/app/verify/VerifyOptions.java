package org.tongbao.app.verify;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;

/// The command line of `verify`.
///
/// @param rpc a chain behind JSON-RPC instead of the one in the data folder
/// @param chain a folder with a chain and no database
/// @param dev that folder is of the local network of `node --dev`
/// @param directory the deployment to look at; null: the database's, or the only one there is
/// @param first with `rpc`, the first block to look at
/// @param order the number of the order whose trail is wanted
/// @param settings what the application understands as well
record VerifyOptions(
    boolean json,
    boolean database,
    @Nullable URI rpc,
    @Nullable Path chain,
    boolean dev,
    @Nullable Address directory,
    long first,
    @Nullable String order,
    List<String> settings) {
  static final String USAGE =
      """
      Usage: ./tongbao verify [OPTIONS] [SETTINGS]

        --order NUMBER       the whole trail of one order with proofs, as JSON
        --json               the report as JSON
        --rpc URL            verify the chain behind this JSON-RPC: a running application's, another network
        --from BLOCK         with --rpc: begin here, at or before the deployment of the contracts
        --chain FOLDER       verify the chain in this folder, without a database
        --dev                with --chain: it is the local network of node --dev
        --directory ADDRESS  the Directory of the contracts, when a chain has several
        --no-database        do not compare with the database

      Exit codes: 0 no difference, 1 a difference, 2 usage, 3 could not be done.
      Settings as for run (docs/operations.md), for instance --data FOLDER.
      """;

  VerifyOptions {
    settings = List.copyOf(settings);
  }

  /// @throws IllegalArgumentException with one line that says what to write instead
  static VerifyOptions parse(List<String> arguments) {
    boolean json = false;
    boolean database = true;
    URI rpc = null;
    Path chain = null;
    boolean dev = false;
    Address directory = null;
    long first = 0;
    String order = null;
    List<String> settings = new ArrayList<>();
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--json" -> json = true;
        case "--dev" -> dev = true;
        case "--no-database" -> database = false;
        case "--rpc" -> rpc = uri(value(option, rest));
        case "--chain" -> chain = Path.of(value(option, rest));
        case "--directory" -> directory = address(value(option, rest));
        case "--from" -> first = number(value(option, rest));
        case "--order" -> order = value(option, rest);
        default -> settings.add(option);
      }
    }
    if (rpc != null && chain != null) {
      throw new IllegalArgumentException("--rpc and --chain name two chains; choose one.");
    }
    return new VerifyOptions(
        json, database && chain == null, rpc, chain, dev, directory, first, order, settings);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " has no value.");
    }
    return rest.next();
  }

  private static URI uri(String text) {
    URI uri = URI.create(text);
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException("--rpc must be http://HOST:PORT, not '" + text + "'.");
    }
    return uri;
  }

  private static Address address(String text) {
    try {
      return Address.fromHex(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "--directory must be an address of 40 hex digits, not '" + text + "'.", malformed);
    }
  }

  private static long number(String text) {
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(
          "--from must be a block's number, not '" + text + "'.", malformed);
    }
  }
}
