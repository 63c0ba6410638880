package org.tongbao.market.web;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the shell of the merchant centre and of the back office (`desk.jte`) shows beside a page's
/// own content: whose desk it is, its menu, and the way to this page.
///
/// @param name whose desk it is: the shop, or the platform
/// @param home its first page
/// @param current the address of the menu's link that leads to this page, or to the list that it
///   belongs to
/// @param crumbs the pages above this one, the highest first
public record Desk(
    String name, String home, List<Section> sections, String current, List<Link> crumbs) {
  public Desk {
    sections = List.copyOf(sections);
    crumbs = List.copyOf(crumbs);
  }

  /// The text of the link that is current; the desk's name where there is none.
  public String here() {
    return sections.stream()
        .flatMap(it -> it.links().stream())
        .filter(it -> it.address().equals(current))
        .findFirst()
        .map(Link::text)
        .orElse(name);
  }

  /// The same desk on another page.
  public Desk at(String address, Link... above) {
    return new Desk(name, home, sections, address, List.of(above));
  }

  /// Links that belong together. `title` is null for the first, which need none.
  public record Section(@Nullable String title, List<Link> links) {
    public Section {
      links = List.copyOf(links);
    }
  }

  /// @param count how many things wait there; none are not shown
  public record Link(String text, String address, long count) {
    public Link {
      Objects.requireNonNull(text);
    }

    public static Link to(String text, String address) {
      return new Link(text, address, 0);
    }
  }
}
