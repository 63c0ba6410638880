package org.tongbao.bench.load;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.databind.JsonNode;

/// `./tongbao bench load`: 200 accounts, 8 connections, batches of 100, our node and anvil in
/// turns.
public final class LoadCommand {
  private static final int ACCOUNTS = 200;
  private static final int CONNECTIONS = 8;
  private static final int BATCH = 100;
  private static final int BIG_BLOCK = 9_000;
  private static final int SOAK = 1_000_000;

  private final LoadOptions options;
  private final PrintStream out;
  private final Accounts accounts = new Accounts(ACCOUNTS);
  private final Payments payments = new Payments(accounts);
  private final Figures figures = new Figures();

  private LoadCommand(LoadOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    LoadOptions options;
    try {
      options = LoadOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + LoadOptions.USAGE);
      System.exit(2);
      return;
    }
    new LoadCommand(options, System.out).run();
  }

  private void run() throws IOException, InterruptedException {
    if (options.scenarios().contains("soak")) {
      soak();
    }
    if (options.scenarios().stream().anyMatch(List.of("tokens", "coins", "reads")::contains)) {
      runTransfers();
    }
    if (options.scenarios().contains("receipts")) {
      for (Target target : bigBlockTargets()) {
        try (target) {
          receipts(target);
        }
      }
    }
    out.println();
    figures.print(out);
  }

  private void runTransfers() throws IOException, InterruptedException {
    List<Target> targets = new ArrayList<>();
    try {
      if (options.anvil() != null) {
        targets.add(Target.anvil(options.anvil(), false));
      }
      targets.add(Target.tongbao(options.jvmOptions(), options.nodeOptions()));
      for (Target target : targets) {
        prepare(target);
      }
      long nonce = 0;
      for (int round = 1; round <= options.rounds(); round++) {
        nonce = round(round, targets, nonce);
      }
    } finally {
      for (Target target : targets) {
        target.close();
      }
    }
  }

  /// @return the nonce that every account has afterwards
  private long round(int round, List<Target> targets, long first)
      throws IOException, InterruptedException {
    long nonce = first;
    // The order of the nodes changes from round to round.
    List<Target> order = round % 2 == 0 ? targets.reversed() : targets;
    if (options.scenarios().contains("tokens")) {
      String what = "token transfers" + (round == 1 ? ", first after the start" : "");
      transfer(
          what, order, payments.tokenTransfers(CONNECTIONS, BATCH, nonce, options.perAccount()));
      nonce += options.perAccount();
    }
    if (options.scenarios().contains("coins")) {
      String what = "coin transfers" + (round == 1 ? ", first after the start" : "");
      transfer(
          what, order, payments.coinTransfers(CONNECTIONS, BATCH, nonce, options.perAccount()));
      nonce += options.perAccount();
    }
    for (Target target : order) {
      Loader.verify(target, accounts, nonce);
      if (options.scenarios().contains("reads")) {
        reads(round == 1 ? ", first after the start" : "", target);
      }
    }
    return nonce;
  }

  private void transfer(String what, List<Target> targets, List<List<byte[]>> bodies)
      throws IOException, InterruptedException {
    int count = ACCOUNTS * options.perAccount();
    for (Target target : targets) {
      long cpu = target.cpuMillis();
      long nanos = Loader.transactions(target, bodies, count);
      double micros = (target.cpuMillis() - cpu) * 1e3 / count;
      note(what + "/s", target, count * 1e9 / nanos);
      note(what + ", us of CPU each", target, micros);
    }
  }

  private void reads(String when, Target target) throws IOException, InterruptedException {
    List<String> calls = new ArrayList<>();
    List<String> balances = new ArrayList<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      String call =
          "[{\"to\":\"%s\",\"data\":\"%s\"},\"latest\"]"
              .formatted(Payments.TOKEN.toHex(), Payments.balanceOf(accounts.address(i)));
      calls.add(Rpc.request(i, "eth_call", call));
      String balance = "[\"" + accounts.address(i).toHex() + "\",\"latest\"]";
      balances.add(Rpc.request(i, "eth_getBalance", balance));
    }
    ask("eth_call balanceOf" + when, target, calls);
    ask("eth_getBalance" + when, target, balances);
  }

  private void ask(String what, Target target, List<String> requests)
      throws IOException, InterruptedException {
    long nanos = options.seconds() * 1_000_000_000L;
    List<byte[]> single = requests.stream().map(Rpc::body).toList();
    List<byte[]> batches =
        IntStream.range(0, requests.size() / BATCH)
            .mapToObj(i -> Rpc.batch(requests.subList(i * BATCH, (i + 1) * BATCH)))
            .toList();
    note(what + "/s", target, Loader.questions(target, CONNECTIONS, nanos, 1, i -> single));
    note(
        what + "/s in batches",
        target,
        Loader.questions(target, CONNECTIONS, nanos, BATCH, i -> batches));
  }

  private List<Target> bigBlockTargets() throws IOException {
    List<String> node = new ArrayList<>(options.nodeOptions());
    node.addAll(List.of("--block-transactions", "" + BIG_BLOCK, "--block-interval", "600000"));
    List<Target> targets = new ArrayList<>();
    if (options.anvil() != null) {
      targets.add(Target.anvil(options.anvil(), true));
    }
    targets.add(Target.tongbao(options.jvmOptions(), node));
    return targets;
  }

  /// Receipts of a block of 9,000 transactions, which the ten endowed accounts send.
  private void receipts(Target target) throws IOException, InterruptedException {
    try (Rpc rpc = target.rpc()) {
      List<byte[]> bodies = Payments.endowedTransfers(BATCH, BIG_BLOCK);
      Loader.sendAll(target, bodies);
      if (target.name().equals(Target.ANVIL)) {
        rpc.call("evm_mine", "[]");
      }
      List<String> requests = receiptRequests(Loader.awaitBlock(rpc, 1));
      if (requests.size() != BIG_BLOCK) {
        throw new IOException("a block of %d transactions".formatted(requests.size()));
      }
      for (int round = 1; round <= options.rounds(); round++) {
        String when = round == 1 ? ", first after the start" : "";
        ask("eth_getTransactionReceipt" + when, target, requests);
      }
    }
  }

  private static List<String> receiptRequests(JsonNode block) {
    List<String> requests = new ArrayList<>();
    for (JsonNode hash : block.get("transactions")) {
      String params = "[\"" + hash.stringValue() + "\"]";
      requests.add(Rpc.request(requests.size(), "eth_getTransactionReceipt", params));
    }
    Collections.shuffle(requests, new Random(9));
    return requests;
  }

  /// A million token transfers on our node alone: what they leave in memory and on the disk.
  private void soak() throws IOException, InterruptedException {
    try (Target target = Target.tongbao(options.jvmOptions(), options.nodeOptions())) {
      prepare(target);
      long disk = target.diskBytes();
      int perRound = ACCOUNTS * options.perAccount();
      long done = 0;
      for (long nonce = 0; done < SOAK; nonce += options.perAccount(), done += perRound) {
        List<List<byte[]>> bodies =
            payments.tokenTransfers(CONNECTIONS, BATCH, nonce, options.perAccount());
        long nanos = Loader.transactions(target, bodies, perRound);
        figures.add("soak, token transfers/s", target.name(), perRound * 1e9 / nanos);
        note("resident MiB", target, target.residentBytes() / 1048576.0);
      }
      Loader.verify(target, accounts, done / ACCOUNTS);
      note("bytes on disk per transfer", target, (target.diskBytes() - disk) / (double) done);
    }
  }

  private void prepare(Target target) throws IOException, InterruptedException {
    List<String> requests = new ArrayList<>();
    for (Transaction each : payments.preparation()) {
      requests.add(Payments.send(requests.size(), each));
    }
    int count = requests.size();
    Loader.transactions(target, List.of(List.of(Rpc.batch(requests))), count);
    out.printf(Locale.ROOT, "%s is ready%n", target.name());
  }

  private void note(String what, Target target, double figure) {
    figures.add(what, target.name(), figure);
    out.printf(Locale.ROOT, "%-56s %-8s %,12.0f%n", what, target.name(), figure);
    out.flush();
  }
}
