package org.tongbao.market.audit;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.tongbao.ledger.contract.Campaign;
import org.tongbao.ledger.contract.GroupBuysEvent;
import org.tongbao.ledger.contract.MerchantsEvent;
import org.tongbao.ledger.contract.PointsEvent;
import org.tongbao.ledger.contract.VouchersEvent;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// What contracts hold beside escrows: pots of campaigns, sponsors' pots of points, bonds, pledges.
final class Pots {
  private static final String CHECK = "pots cover their units";

  private final Obligations obligations;
  private final Findings findings;
  private final Map<U256, CampaignAccount> campaigns = new HashMap<>();
  private final Map<Pot, BigInteger> sponsors = new HashMap<>();
  private final Map<Pot, BigInteger> bonds = new HashMap<>();
  private final Map<Hash, Address> groups = new HashMap<>();
  private final Map<Hash, BigInteger> pledges = new HashMap<>();
  private final Map<Address, BigInteger> pointsInBeing = new HashMap<>();
  private final Map<Address, BigInteger> points = new HashMap<>();
  private final Map<Units, BigInteger> units = new HashMap<>();

  /// Somebody's pot of one currency.
  record Pot(Address contract, Address owner, Address cash) {}

  /// Somebody's units of a campaign.
  record Units(U256 campaign, Address owner) {}

  Pots(Obligations obligations, Findings findings) {
    this.obligations = obligations;
    this.findings = findings;
  }

  Map<U256, CampaignAccount> campaigns() {
    return campaigns;
  }

  Map<Pot, BigInteger> sponsors() {
    return sponsors;
  }

  Map<Pot, BigInteger> bonds() {
    return bonds;
  }

  /// Points that exist, by the contract that keeps them.
  Map<Address, BigInteger> pointsInBeing() {
    return pointsInBeing;
  }

  /// Points by account; those that have expired count until the contract takes them.
  BigInteger pointsOf(Address account) {
    return points.getOrDefault(account, BigInteger.ZERO);
  }

  /// Units of a campaign by account.
  BigInteger unitsOf(U256 campaign, Address account) {
    return units.getOrDefault(new Units(campaign, account), BigInteger.ZERO);
  }

  void enter(AuditEvent at, VouchersEvent event) {
    switch (event) {
      case VouchersEvent.CampaignPublished e -> publish(at, e.id(), e.campaign());
      case VouchersEvent.PotFunded e -> {
        move(at, e.id(), e.amount().toBigInteger());
        findings.same(
            CHECK, subject(e.id()), "its pot", campaign(at, e.id()).pot(), e.pot().toBigInteger());
      }
      case VouchersEvent.PotReturned e -> move(at, e.id(), e.amount().toBigInteger().negate());
      case VouchersEvent.Issued e -> campaign(at, e.id()).issue(e.units().toBigInteger());
      case VouchersEvent.Recharged e -> {
        move(at, e.id(), e.value().toBigInteger().negate());
        campaign(at, e.id()).use(e.units().toBigInteger(), e.value().toBigInteger());
      }
      case VouchersEvent.Redeemed e -> {
        move(at, e.id(), e.value().toBigInteger().negate());
        campaign(at, e.id()).use(e.units().toBigInteger(), e.value().toBigInteger());
      }
      case VouchersEvent.Restored e -> restore(at, e);
      case VouchersEvent.TransferSingle e -> moveUnits(e.id(), e.from(), e.to(), e.value());
      case VouchersEvent.TransferBatch e -> {
        for (int i = 0; i < e.ids().size(); i++) {
          moveUnits(e.ids().get(i), e.from(), e.to(), e.values().get(i));
        }
      }
      case VouchersEvent.ApprovalForAll _,
          VouchersEvent.URI _,
          VouchersEvent.EIP712DomainChanged _ -> {}
    }
  }

  private void moveUnits(U256 id, Address from, Address to, U256 value) {
    units.merge(new Units(id, from), value.toBigInteger().negate(), BigInteger::add);
    units.merge(new Units(id, to), value.toBigInteger(), BigInteger::add);
  }

  private void publish(AuditEvent at, U256 id, Campaign campaign) {
    if (campaigns.putIfAbsent(id, new CampaignAccount(id, at.emitter(), campaign)) != null) {
      findings.differ("references work once", subject(id), "published again in " + at.place());
    }
  }

  private void restore(AuditEvent at, VouchersEvent.Restored e) {
    CampaignAccount campaign = campaign(at, e.id());
    // What a campaign gets back after its end goes straight to the buyer or the bearer.
    if (at.at().getEpochSecond() < campaign.terms().end()) {
      move(at, e.id(), e.value().toBigInteger());
      campaign.use(e.units().toBigInteger().negate(), e.value().toBigInteger().negate());
    }
  }

  private void move(AuditEvent at, U256 id, BigInteger amount) {
    CampaignAccount campaign = campaign(at, id);
    campaign.fund(amount);
    obligations.add(at.emitter(), campaign.terms().cash(), amount);
  }

  private CampaignAccount campaign(AuditEvent at, U256 id) {
    CampaignAccount campaign = campaigns.get(id);
    if (campaign == null) {
      throw new BooksException(subject(id) + " was never published: " + at.place());
    }
    return campaign;
  }

  private static String subject(U256 id) {
    return "campaign " + id.toHex();
  }

  void enter(AuditEvent at, PointsEvent event) {
    switch (event) {
      case PointsEvent.PotFunded e -> sponsor(at, e.sponsor(), e.cash(), e.amount(), e.pot(), 1);
      case PointsEvent.PotWithdrawn e ->
          sponsor(at, e.sponsor(), e.cash(), e.amount(), e.pot(), -1);
      case PointsEvent.Spent e -> {
        BigInteger value = e.value().toBigInteger().negate();
        sponsors.merge(new Pot(at.emitter(), e.sponsor(), e.cash()), value, BigInteger::add);
        obligations.add(at.emitter(), e.cash(), value);
      }
      case PointsEvent.Transfer e -> {
        BigInteger value = e.value().toBigInteger();
        BigInteger change = e.from().isZero() ? value : value.negate();
        pointsInBeing.merge(at.emitter(), change, BigInteger::add);
        points.merge(e.from(), value.negate(), BigInteger::add);
        points.merge(e.to(), value, BigInteger::add);
      }
      case PointsEvent.Awarded _,
          PointsEvent.Expired _,
          PointsEvent.Restored _,
          PointsEvent.Reversed _,
          PointsEvent.EIP712DomainChanged _ -> {}
    }
  }

  private void sponsor(
      AuditEvent at, Address sponsor, Address cash, U256 amount, U256 pot, int sign) {
    BigInteger change = amount.toBigInteger().multiply(BigInteger.valueOf(sign));
    BigInteger now = sponsors.merge(new Pot(at.emitter(), sponsor, cash), change, BigInteger::add);
    obligations.add(at.emitter(), cash, change);
    findings.same(CHECK, "points of " + sponsor, "the pot", now, pot.toBigInteger());
  }

  void enter(AuditEvent at, MerchantsEvent event) {
    switch (event) {
      case MerchantsEvent.BondPosted e -> bond(at, e.account(), e.cash(), e.amount(), e.bond(), 1);
      case MerchantsEvent.BondReturned e ->
          bond(at, e.account(), e.cash(), e.amount(), e.bond(), -1);
      case MerchantsEvent.BondSlashed e ->
          bond(at, e.account(), e.cash(), e.amount(), e.bond(), -1);
      case MerchantsEvent.Applied _,
          MerchantsEvent.Approved _,
          MerchantsEvent.BondLeaving _,
          MerchantsEvent.PayoutChanged _,
          MerchantsEvent.Reinstated _,
          MerchantsEvent.Returned _,
          MerchantsEvent.Suspended _,
          MerchantsEvent.EIP712DomainChanged _ -> {}
    }
  }

  private void bond(
      AuditEvent at, Address account, Address cash, U256 amount, U256 bond, int sign) {
    BigInteger change = amount.toBigInteger().multiply(BigInteger.valueOf(sign));
    BigInteger now = bonds.merge(new Pot(at.emitter(), account, cash), change, BigInteger::add);
    obligations.add(at.emitter(), cash, change);
    findings.same(CHECK, "bond of " + account, "the bond", now, bond.toBigInteger());
  }

  void enter(AuditEvent at, GroupBuysEvent event) {
    switch (event) {
      case GroupBuysEvent.Opened e -> groups.put(e.group(), e.terms().cash());
      case GroupBuysEvent.Pledged e -> {
        BigInteger amount = e.price().mulExact(e.quantity()).toBigInteger();
        if (pledges.putIfAbsent(e.pledge(), amount) != null) {
          findings.differ("references work once", "pledge " + e.pledge(), "again: " + at.place());
        }
        obligations.add(at.emitter(), cashOf(at, e.group()), amount);
      }
      case GroupBuysEvent.Ordered e -> endPledge(at, e.group(), e.pledge());
      case GroupBuysEvent.PledgeRefunded e -> endPledge(at, e.group(), e.pledge());
      case GroupBuysEvent.Finalised _,
          GroupBuysEvent.GroupCancelled _,
          GroupBuysEvent.EIP712DomainChanged _ -> {}
    }
  }

  private void endPledge(AuditEvent at, Hash group, Hash pledge) {
    BigInteger amount = pledges.remove(pledge);
    if (amount == null) {
      findings.differ("references work once", "pledge " + pledge, "ended twice: " + at.place());
    } else {
      obligations.add(at.emitter(), cashOf(at, group), amount.negate());
    }
  }

  private Address cashOf(AuditEvent at, Hash group) {
    Address cash = groups.get(group);
    if (cash == null) {
      throw new BooksException("group buy " + group + " was never opened: " + at.place());
    }
    return cash;
  }

  /// A funded campaign's pot covers every unit handed out, as long as it runs.
  void check(Instant now) {
    for (CampaignAccount each : campaigns.values()) {
      findings.checked(CHECK, 1);
      if (each.terms().funded() && now.getEpochSecond() < each.terms().end()) {
        each.uncovered().ifPresent(problem -> findings.differ(CHECK, subject(each.id()), problem));
      }
      if (each.issued().compareTo(each.terms().cap().toBigInteger()) > 0) {
        findings.differ(
            CHECK, subject(each.id()), each.issued() + " units of a cap of " + each.terms().cap());
      }
    }
  }
}
