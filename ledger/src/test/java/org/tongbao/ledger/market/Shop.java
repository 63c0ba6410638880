package org.tongbao.ledger.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.tongbao.ledger.contract.Application;
import org.tongbao.ledger.contract.Cash;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.Order;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.contract.VoucherUse;
import org.tongbao.ledger.deploy.Deployer;
import org.tongbao.ledger.deploy.Deployment;
import org.tongbao.ledger.deploy.DeploymentParameters;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.ledger.intent.MerchantActions;
import org.tongbao.ledger.intent.OrderActions;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.network.TestNetwork;
import org.tongbao.ledger.relay.MemoryRelayJournal;
import org.tongbao.ledger.relay.RelayJournal;
import org.tongbao.ledger.relay.RelayOptions;
import org.tongbao.ledger.relay.RelayResult;
import org.tongbao.ledger.relay.Relayer;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;

/// A deployed market with one account for each role, an approved merchant, and a buyer with
/// 10,000.00 CNY.
public final class Shop implements AutoCloseable {
  public static final Duration LIMIT = Duration.ofSeconds(30);
  public static final Hash TEXT = hash("text");
  private static final AtomicLong REFERENCES = new AtomicLong();

  public final TestNetwork network;
  public final EthClient client;
  public final Contracts contracts;
  public final Intents intents;
  public final OrderActions orders;
  public final TreasuryActions treasury;
  public final MerchantActions merchants;
  public final Relayer relayer;
  public final Address cny;
  public final Signer buyer = signer("buyer");
  public final Signer merchant = signer("merchant");
  public final Signer payout = signer("payout");
  public final Signer affiliate = signer("affiliate");

  public Shop(TestNetwork network) {
    this.network = network;
    this.client = network.client();
    Map<Address, Set<Role>> grants = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      grants.put(of(role).address(), Set.of(role));
    }
    grants.put(signer("second CASHIER").address(), Set.of(Role.CASHIER));
    Signer founder = Signer.of(TestNetwork.RICH);
    var deployment =
        new Deployment(
            DeploymentParameters.of(founder.address(), signer("fees").address(), grants));
    this.contracts = new Deployer(client, deployment, LIMIT).deploy(founder);
    this.intents = new Intents(contracts, client.chainId());
    this.orders = new OrderActions(intents);
    this.treasury = new TreasuryActions(intents);
    this.merchants = new MerchantActions(intents);
    this.relayer = relayer(client, new MemoryRelayJournal());
    this.cny = contracts.address("Cash:CNY");
    attest();
    give(buyer.address(), 1_000_000);
    openShop();
  }

  public Relayer relayer(EthClient over, RelayJournal journal) {
    return new Relayer(
        over,
        contracts,
        Signer.of(TestNetwork.RICH),
        journal,
        RelayOptions.DEFAULT.withPatience(LIMIT),
        (item, conflict) -> {});
  }

  private void openShop() {
    var conditions =
        new Application(merchant.address(), cny, payout.address(), 1_000, 2_000, U256.ZERO, TEXT);
    done(
        by(merchant, merchants.applyFor(conditions)),
        by(of(Role.REGISTRAR), merchants.approve(conditions)));
  }

  public static Signer of(Role role) {
    return signer(role.name());
  }

  /// The same key for the same name everywhere.
  public static Signer signer(String name) {
    return Signer.of(PrivateKey.of(hash(name)));
  }

  public static Hash hash(String text) {
    return Keccak256.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Hash newReference() {
    return hash("reference " + REFERENCES.incrementAndGet());
  }

  public static U256 amount(long minor) {
    return U256.of(minor);
  }

  public Instant soon() {
    return network.now().plus(Duration.ofHours(1));
  }

  /// A signed intent with a new reference, good for an hour.
  public RelayItem by(Signer account, Action action) {
    return intents.sign(action, account, newReference(), soon());
  }

  /// Relays items together.
  public List<RelayResult> relay(RelayItem... items) {
    return List.copyOf(relayer.relay(Arrays.asList(items)).values());
  }

  /// Relays items together, all of which must succeed.
  public void done(RelayItem... items) {
    assertThat(relay(items))
        .allSatisfy(each -> assertThat(each).isInstanceOf(RelayResult.Done.class));
  }

  public void attest() {
    if (!network.now().isAfter(Instant.ofEpochSecond(reserveTime()))) {
      network.advance(Duration.ofSeconds(1));
    }
    done(
        by(
            of(Role.ATTESTOR),
            treasury.attestReserve(cny, amount(1_000_000_000), network.now(), TEXT)));
  }

  private long reserveTime() {
    return client.call(contracts.treasury().reserveOf(cny)).asOf();
  }

  /// Puts money into an account the way it really gets there.
  public void give(Address to, long minor) {
    done(by(of(Role.ISSUER), treasury.deposit(cny, to, amount(minor))));
  }

  public long balance(Signer account) {
    return balance(account.address());
  }

  public long balance(Address account) {
    return client.call(new Cash(cny).balanceOf(account)).toLongExact();
  }

  /// An order over 100.00: 95.00 goods, 10.00 shipping, 5.00 off; of it 5.00 fee, 3.00 commission,
  /// 2.00 cash-back; 100 points.
  public Terms anOrder() {
    return anOrder(List.of(), 0, 0);
  }

  public Terms anOrder(List<VoucherUse> vouchers, long pointsUsed, long pointsValue) {
    return new Terms(
        newReference(),
        buyer.address(),
        merchant.address(),
        affiliate.address(),
        cny,
        amount(9_500),
        amount(1_000),
        amount(500),
        amount(500),
        amount(300),
        amount(200),
        pointsUsed == 0 ? Address.ZERO : of(Role.PROMOTER).address(),
        amount(pointsUsed),
        amount(pointsValue),
        amount(100),
        network.now().plus(Duration.ofMinutes(30)).getEpochSecond(),
        Duration.ofDays(3).toSeconds(),
        Duration.ofDays(10).toSeconds(),
        0,
        Duration.ofDays(7).toSeconds(),
        2,
        TEXT,
        vouchers);
  }

  public RelayItem place(Terms terms) {
    return orders.place(terms, orders.quote(terms, of(Role.CLERK)), buyer);
  }

  public RelayItem placeAndPay(Terms terms) {
    return orders.placeAndPay(terms, orders.quote(terms, of(Role.CLERK)), buyer);
  }

  /// Brings a new order to the state in which the merchant's money is paid.
  public Terms settled() {
    Terms terms = anOrder();
    done(
        placeAndPay(terms),
        by(merchant, orders.ship(terms, TEXT)),
        by(buyer, orders.confirmReceipt(terms)),
        orders.settle(terms));
    return terms;
  }

  public Terms completed() {
    Terms terms = settled();
    done(by(merchant, orders.acknowledgePayout(terms)));
    return terms;
  }

  public Order order(Terms terms) {
    return client.call(contracts.orders().orderOf(terms.id()));
  }

  public Instant claimDue(Terms terms) {
    return Instant.ofEpochSecond(order(terms).claimDeadline());
  }

  public long escrow(Terms terms) {
    return client.call(contracts.orders().escrowOf(terms)).toLongExact();
  }

  public long points(Signer account) {
    return client.call(contracts.points().balanceOf(account.address())).toLongExact();
  }

  @Override
  public void close() {
    network.close();
  }
}
