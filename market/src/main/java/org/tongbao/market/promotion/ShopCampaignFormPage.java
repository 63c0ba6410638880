package org.tongbao.market.promotion;

import java.util.Map;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// A campaign that a shop writes down.
///
/// @param currency of its amounts
/// @param typed into the form
public record ShopCampaignFormPage(
    Frame frame,
    Desk desk,
    String base,
    String currency,
    Map<String, String> typed,
    FormErrors errors) {
  public ShopCampaignFormPage {
    typed = Map.copyOf(typed);
  }

  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  public boolean is(String field) {
    return typed(field).equals("true");
  }
}
