package org.tongbao.market.onchain;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.ledger.key.MasterKey;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.network.OwnNetwork;
import org.tongbao.ledger.rpc.RpcTransport;
import org.tongbao.market.TestDatabase;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Money;

/// A database of its own, a chain, the contracts deployed for this test class alone, and the parts
/// of `onchain` with those of the named features, wired as in the application: register it as a
/// static extension. Nothing moves by itself: `settle` relays and mirrors until nothing is under
/// way, and jobs run when a test calls them.
///
/// The node is shared by all classes of a test run, and so is its time, which only goes forward.
public final class TestChain implements BeforeAllCallback, AfterAllCallback {
  private static final int MOST_ROUNDS = 10_000;
  private static final Hash DOCUMENT = Hash.EMPTY_KECCAK;

  private final TestDatabase database = new TestDatabase();
  private final List<Class<?>> parts = new ArrayList<>();
  private final List<String> features = new ArrayList<>();
  private final Map<String, Object> properties =
      new TreeMap<>(Map.of("tongbao.administrator.name", "", "tongbao.administrator.password", ""));
  private @Nullable AnnotationConfigApplicationContext context;

  /// With these parts (components, listeners, configurations) beside `onchain`.
  public TestChain(Class<?>... parts) {
    this.parts.addAll(Arrays.asList(parts));
  }

  /// With all parts of these features, such as `merchant`, except what serves HTTP: `…Api`,
  /// `…Pages`, `…Filter`, and who lets browsers in.
  public TestChain scanning(String... packages) {
    features.addAll(Arrays.asList(packages));
    return this;
  }

  /// With a setting, as in `@Value("${tongbao.…}")`.
  public TestChain with(String property, String value) {
    properties.put(property, value);
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext test) {
    database.beforeAll(test);
    properties.put("tongbao.chain.workers", "false");
    properties.putIfAbsent("tongbao.staff.second-factor", "false");
    properties.putIfAbsent("tongbao.withdrawals.sign-in-again-above", "1000");
    properties.put("tongbao.chain.first-block", network().client().blockNumber());
    context = start();
  }

  private AnnotationConfigApplicationContext start() {
    var started = new AnnotationConfigApplicationContext();
    started
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", properties));
    DataSource source = database.dataSource();
    var manager = new JdbcTransactionManager(source);
    started.registerBean(DataSource.class, () -> source);
    started.registerBean(JdbcClient.class, () -> JdbcClient.create(source));
    started.registerBean(PlatformTransactionManager.class, () -> manager);
    started.registerBean(TransactionTemplate.class, () -> new TransactionTemplate(manager));
    started.registerBean(Clock.class, () -> network().clock());
    started.registerBean(MasterKey.class, () -> Shared.MASTER);
    started.registerBean(ChainNode.class, SharedNode::new);
    var scanner = new ClassPathBeanDefinitionScanner(started);
    scanner.addExcludeFilter(
        new RegexPatternTypeFilter(Pattern.compile(".*(Api|Pages|Filter|Admission)")));
    scanner.addExcludeFilter(new RegexPatternTypeFilter(Pattern.compile(".*Test(\\$.*)?")));
    scanner.scan(
        "org.tongbao.market.work",
        "org.tongbao.market.work",
        "org.tongbao.market.onchain",
        "org.tongbao.market.auditlog",
        "org.tongbao.market.attempts");
    features.forEach(feature -> scanner.scan("org.tongbao.market." + feature));
    parts.forEach(started::registerBean);
    started.refresh();
    return started;
  }

  @Override
  public void afterAll(ExtensionContext test) {
    if (context != null) {
      context.close();
    }
    database.afterAll(test);
  }

  /// A part: of `onchain`, of a scanned feature, or one of those that were named.
  public <T> T bean(Class<T> type) {
    return Objects.requireNonNull(context).getBean(type);
  }

  public TestDatabase database() {
    return database;
  }

  public JdbcClient jdbc() {
    return database.jdbc();
  }

  /// Runs in one database transaction.
  public void inTransaction(Runnable work) {
    bean(TransactionTemplate.class).executeWithoutResult(status -> work.run());
  }

  /// The time of chain and market.
  public Clock clock() {
    return network().clock();
  }

  /// Moves the time of chain and market, and mines a block at the new time.
  public void advance(Duration duration) {
    network().advance(duration);
  }

  /// Brings everything in the outbox to the chain and mirrors what the chain says, until nothing is
  /// under way.
  public void settle() {
    ChainWorkers workers = bean(ChainWorkers.class);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (!workers.relay() && workers.mirror() == 0 && bean(ChainProgress.class).isSettled()) {
        return;
      }
    }
    throw new IllegalStateException("It never settles");
  }

  /// States a reserve that is large enough for anything, as the attestor.
  public void attest(String currency) {
    Address cash = bean(Contracts.class).address("Cash:" + currency);
    Instant before = Instant.ofEpochSecond(reserveTime(cash));
    if (!bean(ChainView.class).time().isAfter(before.plusSeconds(1))) {
      advance(Duration.ofSeconds(2));
    }
    Instant now = bean(ChainView.class).time();
    act(
        Role.ATTESTOR,
        bean(TreasuryActions.class).attestReserve(cash, U256.of(1L << 50), now, DOCUMENT));
  }

  private long reserveTime(Address cash) {
    return bean(ChainView.class).call(bean(Contracts.class).treasury().reserveOf(cash)).asOf();
  }

  /// Puts money into an account the way it really gets there, and settles.
  public void give(Address account, Money amount) {
    String currency = amount.currency().code();
    attest(currency);
    Address cash = bean(Contracts.class).address("Cash:" + currency);
    act(
        Role.ISSUER,
        bean(TreasuryActions.class)
            .deposit(cash, account, U256.of(amount.amountMinor().longValueExact())));
    if (balance(account, currency) < amount.amountMinor().longValueExact()) {
      throw new IllegalStateException("The deposit was refused");
    }
  }

  private void act(Role role, Action action) {
    UUID id = UUID.randomUUID();
    Address operator = bean(Operators.class).account(role);
    inTransaction(
        () ->
            bean(Outbox.class)
                .act(operator, action, References.of("test", id), new Subject("test", id)));
    settle();
  }

  /// Minor units that the account holds on the chain.
  public long balance(Address account, String currency) {
    return bean(ChainView.class)
        .call(bean(Contracts.class).cash(currency).balanceOf(account))
        .toLongExact();
  }

  /// The node of this test run.
  static OwnNetwork network() {
    return Shared.NETWORK;
  }

  private static final class Shared {
    static final OwnNetwork NETWORK = open();
    static final MasterKey MASTER = masterKey();

    private static OwnNetwork open() {
      OwnNetwork network = new OwnNetwork();
      Runtime.getRuntime().addShutdownHook(new Thread(network::close, "stop the test chain"));
      return network;
    }

    private static MasterKey masterKey() {
      Path file = Path.of("target", "master-key-" + UUID.randomUUID());
      try {
        return MasterKey.create(file, new SecureRandom());
      } finally {
        file.toFile().delete();
      }
    }
  }

  private static final class SharedNode implements ChainNode {
    @Override
    public void begin(Address relayer) {
      // It runs already, and others use it too.
    }

    @Override
    public RpcTransport connect() {
      return network().connect();
    }

    @Override
    public void fund(Signer account) {
      // Gas is free.
    }

    @Override
    public AutoCloseable onNewHead(Runnable listener) {
      return () -> {};
    }
  }
}
