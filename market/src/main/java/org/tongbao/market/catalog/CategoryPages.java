package org.tongbao.market.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.catalog.CategoryApi.CategoryFields;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.RefusedForm;

/// The tree of categories for who changes it: the same as by REST.
@Controller
final class CategoryPages {
  private static final String TEMPLATE = "platform-categories";

  private final Categories categories;
  private final Pages pages;

  CategoryPages(Categories categories, Pages pages) {
    this.categories = categories;
    this.pages = pages;
  }

  @GetMapping(PlatformDesk.CATEGORIES)
  @Needs(Permission.CATEGORIES_EDIT)
  View tree(Caller caller, Frame frame) {
    return pages.of(TEMPLATE, page(caller, frame, null, RefusedForm.NONE));
  }

  @GetMapping(PlatformDesk.CATEGORIES + "/{id}")
  @Needs(Permission.CATEGORIES_EDIT)
  View one(Caller caller, Frame frame, @PathVariable String id) {
    return pages.of(TEMPLATE, page(caller, frame, require(id), RefusedForm.NONE));
  }

  @PostMapping(PlatformDesk.CATEGORIES)
  @Needs(Permission.CATEGORIES_EDIT)
  View add(
      Caller caller,
      Frame frame,
      @RequestParam Map<String, String> form,
      RedirectAttributes redirect) {
    try {
      CategoryFields fields = fields(form);
      Category _ = categories.add(fields.parent(), fields.wording(), fields.place());
    } catch (DomainException refused) {
      return refused(caller, frame, null, CategoriesPage.ADD, form, refused);
    }
    return pages.done(redirect, "platform.categories.added", PlatformDesk.CATEGORIES);
  }

  /// Renames it, moves it, or both.
  @PostMapping(PlatformDesk.CATEGORIES + "/{id}")
  @Needs(Permission.CATEGORIES_EDIT)
  View change(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @RequestParam Map<String, String> form,
      RedirectAttributes redirect) {
    Category known = require(id);
    try {
      CategoryFields fields = fields(form);
      Category _ =
          categories.replace(
              new Category(
                  known.id(), fields.parent(), fields.wording(), fields.place(), version(form)));
    } catch (DomainException refused) {
      return refused(caller, frame, known, CategoriesPage.CHANGE, form, refused);
    }
    return pages.done(redirect, "platform.categories.changed", PlatformDesk.CATEGORIES);
  }

  @PostMapping(PlatformDesk.CATEGORIES + "/{id}/removal")
  @Needs(Permission.CATEGORIES_EDIT)
  View remove(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @RequestParam Map<String, String> form,
      RedirectAttributes redirect) {
    Category known = require(id);
    try {
      categories.remove(known.id(), version(form));
    } catch (DomainException refused) {
      return refused(caller, frame, known, CategoriesPage.REMOVAL, form, refused);
    }
    return pages.done(redirect, "platform.categories.removed", PlatformDesk.CATEGORIES);
  }

  private View refused(
      Caller caller,
      Frame frame,
      @Nullable Category changed,
      String which,
      Map<String, String> form,
      DomainException refused) {
    RefusedForm shown = RefusedForm.of(which, refused, frame.texts(), form);
    return pages.refused(TEMPLATE, page(caller, frame, changed, shown));
  }

  private CategoriesPage page(
      Caller caller, Frame frame, @Nullable Category changed, RefusedForm refused) {
    return new CategoriesPage(
        frame,
        changed == null
            ? PlatformDesk.of(caller, frame.texts(), PlatformDesk.CATEGORIES)
            : PlatformDesk.below(caller, frame.texts(), PlatformDesk.CATEGORIES),
        categories.all(),
        changed,
        refused);
  }

  private static CategoryFields fields(Map<String, String> form) {
    String position = form.getOrDefault("position", "");
    if (!position.matches("[0-9]{0,7}")) {
      throw Fields.malformed("position");
    }
    return new CategoryFields(
        PageFields.some(form.getOrDefault("parentId", "")),
        new ProductFields.WordingFields(form.get("name.zh"), form.get("name.en")),
        position.isEmpty() ? null : Integer.valueOf(position));
  }

  private static int version(Map<String, String> form) {
    return PageFields.version(form.getOrDefault("version", ""));
  }

  private Category require(String id) {
    return categories.require(PageFields.id(id));
  }
}
