package org.tongbao.market.web;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;

/// A part of a list, newest first, and where the next part begins; null at the end.
public record PageOfList<T>(List<T> items, @Nullable String next) {
  public static final int STANDARD_LIMIT = 20;
  public static final int LARGEST_LIMIT = 100;

  public PageOfList {
    items = List.copyOf(items);
  }

  /// What a client asked for: at most `limit` items older than the one with the id `after`.
  public record Request(int limit, @Nullable UUID after) {
    /// Refuses a limit outside 1 to [#LARGEST_LIMIT] and a cursor that we have not given out.
    public static Request of(@Nullable Integer limit, @Nullable String cursor) {
      int asked = limit == null ? STANDARD_LIMIT : limit;
      if (asked < 1 || asked > LARGEST_LIMIT) {
        throw Fields.malformed("limit");
      }
      return new Request(asked, cursor == null ? null : id(cursor));
    }

    private static UUID id(String cursor) {
      return Uuid7.parse(cursor).orElseThrow(() -> new DomainException(RequestError.MALFORMED));
    }

    /// How many rows to read: one more than is shown tells whether there is a next part.
    public int rows() {
      return limit + 1;
    }

    /// The page made of [#rows] rows.
    public <T> PageOfList<T> page(List<T> rows, Function<T, UUID> id) {
      if (rows.size() <= limit) {
        return new PageOfList<>(rows, null);
      }
      List<T> shown = rows.subList(0, limit);
      return new PageOfList<>(shown, id.apply(shown.getLast()).toString());
    }
  }

  public <R> PageOfList<R> map(Function<T, R> change) {
    return new PageOfList<>(items.stream().map(change).toList(), next);
  }
}
