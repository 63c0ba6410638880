package org.tongbao.market.order;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.Fields;

/// Ships many orders from lines of text: order number, carrier, tracking number and, where it is
/// not today, the day; between them commas, semicolons or tabs, as spreadsheets copy them.
/// Thread-safe.
@Component
class BulkShipment {
  static final int MOST = 100;
  private static final int LONGEST = 40_000;

  private final SellerOrderStore orders;
  private final OrderWork work;
  private final Clock clock;

  BulkShipment(SellerOrderStore orders, OrderWork work, Clock clock) {
    this.orders = orders;
    this.work = work;
    this.clock = clock;
  }

  /// A line, what it means, and why it cannot be carried out.
  ///
  /// @param number of the line, from 1
  /// @param order null when the line means none
  record Line(
      int number,
      String text,
      @Nullable SellerOrder order,
      OrderWork.@Nullable Parcel parcel,
      @Nullable DomainException refusal) {}

  /// What the text means now; changes nothing. Refuses more than [#MOST] lines, and none.
  List<Line> read(MerchantId shop, String text) {
    String all = Fields.optionalText("lines", text, LONGEST);
    List<Line> lines = new ArrayList<>();
    Set<UUID> seen = new HashSet<>();
    int number = 0;
    for (String line : all.split("\n")) {
      number++;
      if (!line.isBlank()) {
        lines.add(line(shop, number, line.strip(), seen));
      }
    }
    if (lines.isEmpty()) {
      throw new DomainException(RequestError.FIELD_MISSING, "lines");
    }
    if (lines.size() > MOST) {
      throw Fields.malformed("lines");
    }
    return lines;
  }

  private Line line(MerchantId shop, int number, String text, Set<UUID> seen) {
    SellerOrder order = null;
    try {
      String[] cells = text.split("\\s*[,;\t，；]\\s*", -1);
      Optional<OrderNumber> named = OrderNumber.parse(cells[0].strip());
      order =
          named
              .flatMap(it -> orders.find(shop, it))
              .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
      OrderFields.Parcel typed =
          new OrderFields.Parcel(null, cell(cells, 1), cell(cells, 2), day(cells));
      OrderWork.Parcel parcel = typed.of(order.id());
      if (!seen.add(order.id())) {
        throw new DomainException(OrderError.BUSY, StepKind.SHIP.name());
      }
      work.requireShippable(order);
      return new Line(number, text, order, parcel, null);
    } catch (DomainException refused) {
      return new Line(number, text, order, null, refused);
    }
  }

  private static String cell(String[] cells, int index) {
    return index < cells.length ? cells[index] : "";
  }

  private String day(String[] cells) {
    String day = cell(cells, 3);
    return day.isEmpty() ? LocalDate.now(clock).toString() : day;
  }

  /// Ships all of these, in the caller's transaction; none may have been refused.
  int ship(MerchantId shop, UserId by, List<Line> lines) {
    for (Line line : lines) {
      OrderWork.Parcel parcel = line.parcel;
      if (parcel == null) {
        throw new IllegalStateException("line " + line.number + " was refused");
      }
      SellerOrder _ = work.ship(shop, by, parcel);
    }
    return lines.size();
  }
}
