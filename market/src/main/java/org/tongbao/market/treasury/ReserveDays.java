package org.tongbao.market.treasury;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.treasury.ReserveDayStore.Reading;
import org.tongbao.market.web.Period;

/// Supply and attested reserve day by day, as the chain had them when the job of one of the
/// processes first ran on the day (UTC). A row is written once and stays; who asks writes nothing.
/// Thread-safe.
@Component
class ReserveDays {
  /// How often a reading is begun anew because a block came in between.
  private static final int TRIES = 5;

  private final ReserveDayStore store;
  private final ChainView chain;
  private final Contracts contracts;
  private final Clock clock;

  ReserveDays(ReserveDayStore store, ChainView chain, Contracts contracts, Clock clock) {
    this.store = store;
    this.chain = chain;
    this.contracts = contracts;
    this.clock = clock;
  }

  /// Writes what today still lacks. Answers how many rows that were. One cheap query when there is
  /// nothing to write; not for inside a transaction.
  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT20S")
  int write() {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return (int)
        store.missing(today).stream()
            .filter(
                currency ->
                    read(currency).filter(it -> store.add(today, currency, it, now)).isPresent())
            .count();
  }

  /// The days of a period, the earlier first; those on which no process ran are left out, and today
  /// for its first minute.
  List<ReserveDay> during(Period period) {
    return store.between(period.from(), period.to());
  }

  /// Both figures out of one block; nothing while blocks come faster than it can be asked.
  private Optional<Reading> read(String currency) {
    for (int i = 0; i < TRIES; i++) {
      long block = chain.blockNumber();
      long supply = chain.call(contracts.cash(currency).totalSupply()).toLongExact();
      long attested =
          chain
              .call(contracts.treasury().reserveOf(contracts.address("Cash:" + currency)))
              .attested()
              .toLongExact();
      if (chain.blockNumber() == block) {
        return Optional.of(new Reading(supply, attested, block));
      }
    }
    return Optional.empty();
  }
}
