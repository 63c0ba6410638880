package org.tongbao.market.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/// The text of a letter for readers that show HTML: paragraphs, line breaks and links, nothing that
/// is fetched from anywhere.
final class MailHtml {
  private static final Pattern LINK =
      Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;:!?)。，；：！？）]");
  private static final Pattern BETWEEN_PARAGRAPHS = Pattern.compile("\\n{2,}");

  private MailHtml() {}

  static String of(Letter letter) {
    StringBuilder html = new StringBuilder(letter.text().length() * 2);
    html.append("<!DOCTYPE html>\n<html lang=\"").append(letter.language().tag()).append("\">");
    html.append("<head><meta charset=\"utf-8\"><title>");
    html.append(HtmlUtils.htmlEscape(letter.subject(), "UTF-8")).append("</title></head>\n<body>");
    for (String paragraph : BETWEEN_PARAGRAPHS.split(letter.text().strip())) {
      html.append("\n<p>").append(linked(paragraph).replace("\n", "<br>\n")).append("</p>");
    }
    return html.append("\n</body></html>\n").toString();
  }

  private static String linked(String paragraph) {
    StringBuilder html = new StringBuilder();
    Matcher link = LINK.matcher(paragraph);
    int end = 0;
    while (link.find()) {
      String address = HtmlUtils.htmlEscape(link.group(), "UTF-8");
      html.append(HtmlUtils.htmlEscape(paragraph.substring(end, link.start()), "UTF-8"));
      html.append("<a href=\"").append(address).append("\">").append(address).append("</a>");
      end = link.end();
    }
    return html.append(HtmlUtils.htmlEscape(paragraph.substring(end), "UTF-8")).toString();
  }
}
