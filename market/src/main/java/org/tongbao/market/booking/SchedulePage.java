package org.tongbao.market.booking;

import java.util.List;
import java.util.Map;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// When a service can be booked, as its shop writes it down.
///
/// @param title of the service
/// @param service false for goods, which are never booked
/// @param booked whether there is a schedule already
/// @param tag of the schedule that was read
/// @param typed into the form: `d1` (Monday) to `d7` hold a weekday's openings
/// @param next the slots that buyers see first
public record SchedulePage(
    Frame frame,
    Desk desk,
    String address,
    String title,
    boolean service,
    boolean booked,
    int tag,
    boolean edits,
    Map<String, String> typed,
    FormErrors errors,
    List<Upcoming> next) {
  public SchedulePage {
    typed = Map.copyOf(typed);
    next = List.copyOf(next);
  }

  /// A slot.
  public record Upcoming(String time, int places) {}

  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }
}
