package org.tongbao.chain.rpc;

import java.io.ByteArrayOutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON-RPC 2.0 over bytes: parses, calls the methods one after the other, writes the answers.
///
/// Thread-safe; requests of one batch run in their order.
public final class RpcDispatcher implements RpcEndpoint {
  private static final Logger LOG = System.getLogger(RpcDispatcher.class.getName());
  private static final byte[] NO_ANSWER = {};

  private final Map<String, RpcMethod> methods;
  private final RpcLimits limits;
  private final JsonMapper mapper;

  public RpcDispatcher(Map<String, RpcMethod> methods, RpcLimits limits) {
    this.methods = Map.copyOf(methods);
    this.limits = limits;
    var constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.maxDepth())
            .maxTokenCount(limits.maxTokens())
            .maxNumberLength(100)
            .maxNameLength(1_000)
            .build();
    this.mapper =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(constraints)
                    .streamWriteConstraints(TraceBuffer.DEEP)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
  }

  Set<String> methods() {
    return methods.keySet();
  }

  @Override
  public byte[] handle(byte[] request, RpcSession session) {
    JsonNode message;
    try {
      message = mapper.readTree(request);
    } catch (JacksonException e) {
      return only(null, new RpcException(RpcError.PARSE_ERROR, "parse error: " + firstLine(e)));
    }
    if (message.isObject() && !message.has("method") && session.takeResponse(message)) {
      return NO_ANSWER;
    }
    if (message.isObject()) {
      return handleOne(message, session);
    }
    if (!message.isArray() || message.isEmpty()) {
      return only(null, new RpcException(RpcError.INVALID_REQUEST, "want a request or a batch"));
    }
    if (message.size() > limits.maxBatch()) {
      return only(
          null,
          new RpcException(
              RpcError.LIMIT_EXCEEDED,
              "batch of " + message.size() + " requests, the limit is " + limits.maxBatch()));
    }
    return handleBatch(message, session);
  }

  private byte[] handleOne(JsonNode request, RpcSession session) {
    var buffer = new ResponseBuffer(limits.maxResponseBytes());
    Answer answer = answer(request, session);
    if (isNotification(request, answer)) {
      return NO_ANSWER;
    }
    return write(buffer, answer) ? buffer.toByteArray() : only(answer.id(), tooLarge());
  }

  private byte[] handleBatch(JsonNode batch, RpcSession session) {
    var all = new ByteArrayOutputStream(1_024);
    boolean full = false;
    Deadline deadline = Deadline.in(limits.batchTime());
    for (JsonNode request : batch) {
      Answer answer =
          full
              ? refused(request, tooLarge())
              : deadline.isOver() ? refused(request, tooLong()) : answer(request, session);
      if (isNotification(request, answer)) {
        continue;
      }
      var buffer = new ResponseBuffer(limits.maxResponseBytes() - all.size());
      if (!write(buffer, answer)) {
        full = true;
        buffer = new ResponseBuffer(Integer.MAX_VALUE);
        write(buffer, new Answer(answer.id(), null, tooLarge()));
      }
      all.write(all.size() == 0 ? '[' : ',');
      buffer.writeTo(all);
    }
    if (all.size() == 0) {
      return NO_ANSWER;
    }
    all.write(']');
    return all.toByteArray();
  }

  private static Answer refused(JsonNode request, RpcException why) {
    JsonNode id = request.get("id");
    return new Answer(isId(id) ? id : null, null, why);
  }

  private RpcException tooLong() {
    return new RpcException(
        RpcError.LIMIT_EXCEEDED,
        "the batch took longer than the limit of " + limits.batchTime().toMillis() + " ms");
  }

  private RpcException tooLarge() {
    return new RpcException(
        RpcError.LIMIT_EXCEEDED,
        "response too large, the limit is " + limits.maxResponseBytes() + " bytes");
  }

  /// What one request comes to: a result or an error, with the id to answer under.
  private record Answer(
      @Nullable JsonNode id, @Nullable RpcResult result, @Nullable RpcException error) {}

  /// A valid request without an id asks for no answer; a broken one gets its error all the same.
  private static boolean isNotification(JsonNode request, Answer answer) {
    boolean broken = answer.error() != null && answer.error().error() == RpcError.INVALID_REQUEST;
    return !broken && request.isObject() && !request.has("id");
  }

  private Answer answer(JsonNode request, RpcSession session) {
    JsonNode id = request.isObject() ? request.get("id") : null;
    if (!isId(id)) {
      return new Answer(null, null, invalid("the id must be a string or a number"));
    }
    String tooMany = session.refusal();
    if (tooMany != null) {
      return new Answer(id, null, new RpcException(RpcError.LIMIT_EXCEEDED, tooMany));
    }
    try {
      return new Answer(id, call(request, session), null);
    } catch (RpcException e) {
      return new Answer(id, null, e);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(Level.ERROR, "JSON-RPC method " + request.path("method") + " failed", e);
      return new Answer(id, null, internal());
    }
  }

  private static boolean isId(@Nullable JsonNode id) {
    if (id == null || id.isNull() || id.isString()) {
      return true;
    }
    // A number beyond all doubles could not be written again.
    return id.isNumber() && Double.isFinite(id.doubleValue());
  }

  private RpcResult call(JsonNode request, RpcSession session) {
    JsonNode version = request.get("jsonrpc");
    if (version == null || !version.isString() || !version.stringValue().equals("2.0")) {
      throw invalid("the field jsonrpc must be \"2.0\"");
    }
    JsonNode name = request.get("method");
    if (name == null || !name.isString()) {
      throw invalid("the field method must be a string");
    }
    RpcMethod method = methods.get(name.stringValue());
    if (method == null) {
      throw new RpcException(
          RpcError.METHOD_NOT_FOUND,
          "the method " + shortened(name.stringValue()) + " does not exist/is not available");
    }
    JsonNode params = request.get("params");
    if (params == null || params.isNull()) {
      params = mapper.createArrayNode();
    } else if (!params.isArray()) {
      throw RpcException.invalidParams("non-array args");
    }
    return method.call(new RpcParams(params), session);
  }

  private byte[] only(@Nullable JsonNode id, RpcException error) {
    var buffer = new ResponseBuffer(Integer.MAX_VALUE);
    write(buffer, new Answer(id, null, error));
    return buffer.toByteArray();
  }

  /// False when the response did not fit.
  private boolean write(ResponseBuffer buffer, Answer answer) {
    try (JsonGenerator out =
        mapper
            .tokenStreamFactory()
            .createGenerator(ObjectWriteContext.empty(), buffer, JsonEncoding.UTF8)) {
      out.writeStartObject();
      out.writeStringProperty("jsonrpc", "2.0");
      writeId(out, answer.id());
      RpcException error = answer.error();
      RpcResult result = answer.result();
      if (error != null) {
        writeError(out, error);
      } else if (result != null) {
        out.writeName("result");
        result.writeTo(out);
      }
      out.writeEndObject();
    } catch (ResponseBuffer.Full e) {
      return false;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Writing a JSON-RPC result failed", e);
      buffer.clear();
      return write(buffer, new Answer(answer.id(), null, internal()));
    }
    return true;
  }

  private static void writeId(JsonGenerator out, @Nullable JsonNode id) {
    out.writeName("id");
    switch (id) {
      case null -> out.writeNull();
      case JsonNode node when node.isString() -> out.writeString(node.stringValue());
      case JsonNode node when node.isNumber() -> out.writeNumber(node.asString());
      default -> out.writeNull();
    }
  }

  private static void writeError(JsonGenerator out, RpcException error) {
    out.writeObjectPropertyStart("error");
    out.writeNumberProperty("code", error.error().code());
    out.writeStringProperty("message", String.valueOf(error.getMessage()));
    Bytes data = error.data();
    if (data != null) {
      JsonValues.data(out, "data", data);
    }
    out.writeEndObject();
  }

  private static RpcException internal() {
    return new RpcException(RpcError.INTERNAL_ERROR, "internal error, see the node's log");
  }

  private static RpcException invalid(String message) {
    return new RpcException(RpcError.INVALID_REQUEST, message);
  }

  private static String firstLine(JacksonException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("not JSON");
  }

  private static String shortened(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "…";
  }
}
