package org.tongbao.market.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.RefusedForm;

/// The tree of categories, for who changes it; with one of them, the page of that one.
///
/// @param all those with a smaller position first
/// @param changed null on the page of the whole tree
public record CategoriesPage(
    Frame frame, Desk desk, List<Category> all, @Nullable Category changed, RefusedForm refused) {
  /// The forms, by the words that [RefusedForm] knows them by.
  public static final String ADD = "add";

  public static final String CHANGE = "change";
  public static final String REMOVAL = "removal";

  public CategoriesPage {
    all = List.copyOf(all);
  }

  /// A category and those below it.
  public record Node(Category category, List<Node> below) {
    public Node {
      below = List.copyOf(below);
    }
  }

  /// Where a category can be.
  ///
  /// @param path its name and those above it
  public record Place(String id, String path) {}

  public List<Node> roots() {
    return below(null);
  }

  private List<Node> below(@Nullable UUID parent) {
    return all.stream()
        .filter(it -> parent == null ? it.parent() == null : parent.equals(it.parent()))
        .map(it -> new Node(it, below(it.id())))
        .toList();
  }

  /// Where the category can be put: everywhere but below itself.
  public List<Place> places() {
    List<Place> places = new ArrayList<>();
    add(places, roots(), "");
    return places;
  }

  private void add(List<Place> places, List<Node> nodes, String above) {
    Language language = frame.language();
    for (Node node : nodes) {
      if (changed == null || !node.category().id().equals(changed.id())) {
        String path = above + node.category().name().in(language);
        places.add(new Place(node.category().id().toString(), path));
        add(places, node.below(), path + " › ");
      }
    }
  }

  /// What stands in a field of the form that adds or changes.
  public String typed(String field) {
    return changed == null
        ? refused.typed(ADD, field)
        : refused.typed(CHANGE, field, value(changed, field));
  }

  /// What is wrong with a field of that form.
  public @Nullable String error(String field) {
    return refused.error(form(), field);
  }

  public String form() {
    return changed == null ? ADD : CHANGE;
  }

  private static String value(Category of, String field) {
    UUID parent = of.parent();
    return switch (field) {
      case "name.zh" -> of.name().zh();
      case "name.en" -> of.name().en();
      case "position" -> String.valueOf(of.position());
      case "parentId" -> parent == null ? "" : parent.toString();
      default -> throw new IllegalArgumentException(field);
    };
  }

  /// The categories right below the one that is changed, as one text.
  public String below() {
    return changed == null
        ? ""
        : all.stream()
            .filter(it -> changed.id().equals(it.parent()))
            .map(it -> it.name().in(frame.language()))
            .collect(Collectors.joining(", "));
  }
}
