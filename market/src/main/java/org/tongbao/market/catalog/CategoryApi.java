package org.tongbao.market.catalog;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;

/// The tree of categories: everybody reads it, the platform changes it.
@RestController
@RequestMapping("/api/v1/categories")
final class CategoryApi {
  private static final int NAME_LIMIT = 60;
  private static final int LAST_POSITION = 1_000_000;

  private final Categories categories;

  CategoryApi(Categories categories) {
    this.categories = categories;
  }

  @GetMapping
  Listing all() {
    return new Listing(categories.tree().stream().map(CategoryView::of).toList());
  }

  @GetMapping("/{id}")
  ResponseEntity<CategoryView> one(@PathVariable String id) {
    return answer(ResponseEntity.ok(), categories.require(id(id)));
  }

  @PostMapping
  @Needs(Permission.CATEGORIES_EDIT)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<CategoryView> add(Caller caller, @RequestBody CategoryFields fields) {
    Category added = categories.add(fields.parent(), fields.wording(), fields.place());
    return answer(ResponseEntity.created(URI.create("/api/v1/categories/" + added.id())), added);
  }

  @PutMapping("/{id}")
  @Needs(Permission.CATEGORIES_EDIT)
  ResponseEntity<CategoryView> replace(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody CategoryFields fields) {
    Category known = categories.require(id(id));
    return answer(
        ResponseEntity.ok(),
        categories.replace(
            new Category(
                known.id(),
                fields.parent(),
                fields.wording(),
                fields.place(),
                EntityTag.required(ifMatch))));
  }

  @DeleteMapping("/{id}")
  @Needs(Permission.CATEGORIES_EDIT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    Category known = categories.require(id(id));
    categories.remove(known.id(), EntityTag.required(ifMatch));
  }

  private static ResponseEntity<CategoryView> answer(
      ResponseEntity.BodyBuilder answer, Category category) {
    return answer.eTag(EntityTag.of(category.version())).body(CategoryView.of(category));
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// Both languages are needed. `position` is 0 by itself; small ones come first.
  record CategoryFields(
      @Nullable String parentId,
      ProductFields.@Nullable WordingFields name,
      @Nullable Integer position) {
    @Nullable UUID parent() {
      return parentId == null
          ? null
          : Uuid7.parse(parentId).orElseThrow(() -> Fields.malformed("parentId"));
    }

    Wording wording() {
      ProductFields.WordingFields said = Fields.required("name", name);
      return new Wording(
          Fields.line("name.zh", said.zh(), NAME_LIMIT),
          Fields.line("name.en", said.en(), NAME_LIMIT));
    }

    int place() {
      int place = position == null ? 0 : position;
      if (place < 0 || place > LAST_POSITION) {
        throw Fields.malformed("position");
      }
      return place;
    }
  }

  record Listing(List<CategoryView> categories) {}

  record CategoryView(UUID id, @Nullable UUID parentId, Wording name, int position) {
    static CategoryView of(Category category) {
      return new CategoryView(
          category.id(), category.parent(), category.name(), category.position());
    }
  }
}
