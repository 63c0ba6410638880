package org.tongbao.ledger.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tongbao.ledger.market.Shop.TEXT;
import static org.tongbao.ledger.market.Shop.amount;
import static org.tongbao.ledger.market.Shop.newReference;
import static org.tongbao.ledger.market.Shop.signer;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.contract.Campaign;
import org.tongbao.ledger.contract.ContractError;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.DirectoryError;
import org.tongbao.ledger.contract.Intent;
import org.tongbao.ledger.contract.IntentsError;
import org.tongbao.ledger.contract.OrdersError;
import org.tongbao.ledger.contract.RelayError;
import org.tongbao.ledger.contract.StandardError;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.ledger.intent.OrderActions;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.ledger.intent.VoucherActions;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.network.TestNetwork;
import org.tongbao.ledger.relay.RelayResult;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.Signature;

/// What we sign is what the contracts check, and nothing else is accepted.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SignatureSuite {
  private static final Signer ACTOR = signer("actor");
  private static final Signer OTHER = signer("other");
  private static final U256 CURVE_ORDER =
      U256.of(
          new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16));

  private Shop shop;
  private Terms terms;

  abstract TestNetwork start();

  @BeforeAll
  void open() {
    shop = new Shop(start());
    terms = shop.anOrder();
    shop.done(shop.place(terms));
  }

  @AfterAll
  void close() {
    if (shop != null) {
      shop.close();
    }
  }

  /// Each action's hash is proven by its contract: our signature passes the check, that of another
  /// key does not.
  @Test
  void theHashOfEveryActionIsTheContractsOwn() {
    Hash reference = newReference();
    Signer promoter = Shop.of(Role.PROMOTER);
    Campaign campaign = campaign(promoter.address());
    shop.done(
        shop.intents.sign(
            new VoucherActions(shop.intents).publish(campaign, TEXT),
            promoter,
            reference,
            shop.soon()));
    U256 id = shop.client.call(shop.contracts.vouchers().campaignId(promoter.address(), reference));

    List<Action> actions = new EveryAction(shop, ACTOR).of(terms, id, campaign);

    assertThat(actions.stream().map(each -> each.contract() + "." + each.type()))
        .containsExactlyInAnyOrderElementsOf(published());
    for (Action action : actions) {
      String name = action.contract() + "." + action.type();
      assertThat(isBadSignature(error(action, ACTOR))).as(name).isFalse();
      assertThat(isBadSignature(error(action, OTHER))).as(name + " by another").isTrue();
    }
  }

  private Campaign campaign(Address bearer) {
    long now = shop.network.now().getEpochSecond();
    return new Campaign(
        bearer,
        VoucherKind.COUPON,
        true,
        false,
        true,
        now,
        now + 1_000_000,
        shop.cny,
        amount(2_000),
        amount(5_000),
        amount(100),
        amount(2));
  }

  /// The published types that carry a reference.
  private static Set<String> published() {
    Set<String> names = new TreeSet<>();
    ContractAbi.resource("typed-data.json")
        .forEachEntry(
            (contract, entry) ->
                entry
                    .path("types")
                    .forEachEntry(
                        (name, text) -> {
                          if (text.stringValue().contains("bytes32 ref")) {
                            names.add(contract + "." + name);
                          }
                        }));
    return names;
  }

  /// What the contract says to the action of `ACTOR` with a signature of the given key; unknown and
  /// empty when it agrees.
  private ContractError error(Action action, Signer key) {
    Hash reference = newReference();
    Instant deadline = shop.soon();
    Bytes signature =
        key.sign(shop.intents.document(action, ACTOR.address(), reference, deadline).hash())
            .toBytes();
    var intent =
        new Intent(ACTOR.address(), reference, U256.of(deadline.getEpochSecond()), signature);
    try {
      shop.client.call(action.call().apply(intent));
      return new ContractError.Unknown(Bytes.EMPTY);
    } catch (RpcException.Reverted e) {
      return e.error();
    }
  }

  private static boolean isBadSignature(ContractError error) {
    return error instanceof IntentsError.BadSignature
        || error instanceof StandardError.ERC3009InvalidSignature;
  }

  @Test
  void malformedSignaturesAreRefused() {
    var action = shop.orders.confirmReceipt(terms);
    Hash reference = newReference();
    Instant deadline = shop.soon();
    Signature good =
        shop.buyer.sign(
            shop.intents.document(action, shop.buyer.address(), reference, deadline).hash());
    Bytes bytes = good.toBytes();
    byte[] badV = bytes.toArray();
    badV[64] = 5;
    for (Bytes each :
        List.of(
            Bytes.EMPTY,
            bytes.slice(0, 64),
            bytes.concat(Bytes.wrap((byte) 0)),
            Bytes.wrap(new byte[65]),
            Bytes.wrap(badV),
            new Signature(good.r(), CURVE_ORDER.sub(good.s()), 1 - good.yParity()).toBytes())) {
      RelayItem item = shop.intents.signed(action, shop.buyer.address(), reference, deadline, each);
      assertThat(failure(item))
          .as(each.toHex())
          .isEqualTo(new IntentsError.BadSignature(shop.buyer.address()));
    }
  }

  private ContractError failure(RelayItem item) {
    RelayResult result = shop.relay(item).getFirst();
    assertThat(result).isInstanceOf(RelayResult.Failed.class);
    return ((RelayResult.Failed) result).error();
  }

  @Test
  void anExpiredIntentIsRefusedAndMaySignAnew() {
    Terms paid = shop.anOrder();
    shop.done(shop.placeAndPay(paid));
    var ship = shop.orders.ship(paid, TEXT);
    Hash reference = newReference();
    Instant past = shop.network.now().minusSeconds(1);
    assertThat(failure(shop.intents.sign(ship, shop.merchant, reference, past)))
        .isEqualTo(new IntentsError.Expired(U256.of(past.getEpochSecond())));
    shop.done(shop.intents.sign(ship, shop.merchant, reference, shop.soon()));
  }

  @Test
  void aReplayedIntentIsRefused() {
    Terms paid = shop.anOrder();
    shop.done(shop.placeAndPay(paid));
    Hash reference = newReference();
    Instant deadline = shop.soon();
    var ship = shop.orders.ship(paid, TEXT);
    shop.done(shop.intents.sign(ship, shop.merchant, reference, deadline));
    Bytes signature =
        shop.merchant
            .sign(shop.intents.document(ship, shop.merchant.address(), reference, deadline).hash())
            .toBytes();
    var intent =
        new Intent(
            shop.merchant.address(), reference, U256.of(deadline.getEpochSecond()), signature);
    assertThatThrownBy(() -> shop.client.call(ship.call().apply(intent)))
        .isInstanceOfSatisfying(
            RpcException.Reverted.class,
            e ->
                assertThat(e.error())
                    .isEqualTo(new IntentsError.AlreadyDone(shop.merchant.address(), reference)));
  }

  @Test
  void aSignatureForAnotherChainOrContractIsRefused() {
    var action = shop.orders.confirmReceipt(terms);
    Address account = shop.buyer.address();
    Instant deadline = shop.soon();
    Map<String, Address> moved = new HashMap<>(shop.contracts.addresses());
    moved.put("Orders", shop.contracts.address("Treasury"));
    var otherChain = new Intents(shop.contracts, U256.ONE);
    var otherContract = new Intents(new Contracts(moved), U256.of(31337));
    List<ContractError> errors = new ArrayList<>();
    for (Intents elsewhere : List.of(otherChain, otherContract)) {
      Hash reference = newReference();
      var signed = new OrderActions(elsewhere).confirmReceipt(terms);
      Bytes signature =
          shop.buyer
              .sign(elsewhere.document(signed, account, reference, deadline).hash())
              .toBytes();
      errors.add(failure(shop.intents.signed(action, account, reference, deadline, signature)));
    }
    assertThat(errors)
        .containsExactly(
            new IntentsError.BadSignature(account), new IntentsError.BadSignature(account));
  }

  @Test
  void termsThatNobodyQuotedOrAnotherBuyerSignedAreRefused() {
    Terms order = shop.anOrder();
    assertThat(failure(shop.orders.place(order, shop.orders.quote(order, OTHER), shop.buyer)))
        .isInstanceOf(DirectoryError.MissingRole.class);
    Terms second = shop.anOrder();
    assertThat(
            failure(
                shop.orders.place(second, shop.orders.quote(second, Shop.of(Role.CLERK)), OTHER)))
        .isEqualTo(new OrdersError.BadSignature(shop.buyer.address()));
    Terms third = shop.anOrder();
    assertThat(
            failure(
                shop.orders.place(
                    third, shop.orders.quote(second, Shop.of(Role.CLERK)), shop.buyer)))
        .isEqualTo(new OrdersError.BadQuote(Shop.of(Role.CLERK).address()));
  }

  @Test
  void aRelayerCarriesOnlyListedContracts() {
    var elsewhere =
        new RelayItem(newReference(), TEXT, OTHER.address(), 100_000, Bytes.fromHex("0x12345678"));
    assertThat(failure(elsewhere)).isEqualTo(new RelayError.NotListed(OTHER.address()));
  }
}
