package org.tongbao.market.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.tongbao.market.idempotency.KeylessWrite;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.web.CsrfTokens;
import org.tongbao.market.web.OutsideCall;

/// Adds to each operation what filters ask of it: who may call it, the headers of a write, and the
/// form of a refusal.
@Component
final class SharedRules implements GlobalOperationCustomizer, GlobalOpenApiCustomizer {
  private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private static final String PROBLEM = "Problem";

  private final List<KeylessWrite> keyless;
  private final List<OutsideCall> outside;

  SharedRules(List<KeylessWrite> keyless, List<OutsideCall> outside) {
    this.keyless = List.copyOf(keyless);
    this.outside = List.copyOf(outside);
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    Needs needs = method.getMethodAnnotation(Needs.class);
    if (needs != null) {
      operation.addSecurityItem(new SecurityRequirement().addList(OpenApiConfiguration.SESSION));
      if (needs.value().isForKeys()) {
        operation.addSecurityItem(new SecurityRequirement().addList(OpenApiConfiguration.API_KEY));
      }
      operation.addExtension("x-permission", needs.value().name());
    }
    return operation;
  }

  @Override
  public void customise(OpenAPI document) {
    document.getComponents().addSchemas(PROBLEM, problem());
    document
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach((method, operation) -> describe(path, method, operation)));
  }

  private void describe(String path, PathItem.HttpMethod method, Operation operation) {
    if (!READS.contains(method)) {
      OutsideCall call =
          new OutsideCall(org.springframework.http.HttpMethod.valueOf(method.name()), path);
      if (!outside.contains(call)) {
        operation.addParametersItem(
            header(CsrfTokens.HEADER, "The token of GET /api/v1/csrf-token"));
      }
      if (keyless.stream().noneMatch(it -> it.is(method.name(), path))) {
        operation.addParametersItem(
            header("Idempotency-Key", "A new UUID; the same again to repeat the request"));
      }
    }
    operation.getResponses().addApiResponse("default", refusal());
  }

  /// The form of every refusal (RFC 9457).
  private static Schema<?> problem() {
    return new ObjectSchema()
        .addProperty("type", new StringSchema().format("uri"))
        .addProperty("title", new StringSchema())
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema())
        .addProperty("code", new StringSchema().description("What programs compare"))
        .addProperty("requestId", new StringSchema());
  }

  private static HeaderParameter header(String name, String description) {
    HeaderParameter header = new HeaderParameter();
    header.name(name).description(description).required(true).schema(new StringSchema());
    return header;
  }

  private static ApiResponse refusal() {
    Schema<?> problem = new Schema<>().$ref(PROBLEM);
    return new ApiResponse()
        .description("A refusal")
        .content(
            new Content()
                .addMediaType("application/problem+json", new MediaType().schema(problem)));
  }
}
