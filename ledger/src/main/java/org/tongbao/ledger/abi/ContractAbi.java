package org.tongbao.ledger.abi;

import com.esaulpaugh.headlong.abi.Event;
import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A contract's published interface and creation code, as `contracts` has them.
public final class ContractAbi {
  private static final String FOLDER = "/org/tongbao/contracts/";

  /// A custom error: its name in Solidity, and its parameters.
  public record ErrorType(String name, TupleType<Tuple> inputs) {
    /// The first four bytes of the error's data.
    public Bytes selector() {
      return hash(name + inputs.getCanonicalType()).toBytes().slice(0, 4);
    }
  }

  private final String name;
  private final Map<String, Function> functions = new HashMap<>();
  private final Map<Hash, Event<Tuple>> events = new HashMap<>();
  private final List<ErrorType> errors = new ArrayList<>();
  private final Bytes creationCode;

  private ContractAbi(String name, JsonNode artefact) {
    this.name = name;
    this.creationCode = Bytes.fromHex(artefact.path("bytecode").stringValue());
    for (JsonNode entry : artefact.path("abi")) {
      switch (entry.path("type").stringValue()) {
        case "function" -> addFunction(entry);
        case "event" -> addEvent(entry);
        case "error" -> errors.add(new ErrorType(nameOf(entry), tuple(entry.path("inputs"))));
        default -> {}
      }
    }
  }

  /// Reads an artefact from the class path.
  public static ContractAbi load(String name) {
    return new ContractAbi(name, resource(name + ".json"));
  }

  /// A JSON document of the module `contracts`.
  public static JsonNode resource(String file) {
    try (InputStream in = ContractAbi.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("No resource " + FOLDER + file);
      }
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String name() {
    return name;
  }

  /// What is deployed, without the constructor's arguments.
  public Bytes creationCode() {
    return creationCode;
  }

  /// The function of this name and number of parameters.
  public Function function(String function, int parameters) {
    Function found = functions.get(function + "/" + parameters);
    if (found == null) {
      throw new IllegalArgumentException(
          "%s has no function %s with %d parameters".formatted(name, function, parameters));
    }
    return found;
  }

  public List<Function> functions() {
    return List.copyOf(functions.values());
  }

  /// The events by their first topic.
  public Map<Hash, Event<Tuple>> events() {
    return Map.copyOf(events);
  }

  public List<ErrorType> errors() {
    return List.copyOf(errors);
  }

  private void addFunction(JsonNode entry) {
    JsonNode inputs = entry.path("inputs");
    var function = new Function(nameOf(entry) + types(inputs), types(entry.path("outputs")));
    String key = nameOf(entry) + "/" + inputs.size();
    if (functions.put(key, function) != null) {
      throw new IllegalStateException(name + " has two functions " + key);
    }
  }

  private void addEvent(JsonNode entry) {
    JsonNode inputs = entry.path("inputs");
    boolean[] indexed = new boolean[inputs.size()];
    for (int i = 0; i < indexed.length; i++) {
      indexed[i] = inputs.get(i).path("indexed").booleanValue();
    }
    events.put(
        hash(nameOf(entry) + types(inputs)), Event.create(nameOf(entry), tuple(inputs), indexed));
  }

  private static String nameOf(JsonNode entry) {
    return entry.path("name").stringValue();
  }

  private static TupleType<Tuple> tuple(JsonNode parameters) {
    return TupleType.parse(types(parameters));
  }

  private static String types(JsonNode parameters) {
    List<String> types = new ArrayList<>();
    for (JsonNode parameter : parameters) {
      String type = parameter.path("type").stringValue();
      types.add(
          type.startsWith("tuple")
              ? types(parameter.path("components")) + type.substring("tuple".length())
              : type);
    }
    return "(" + String.join(",", types) + ")";
  }

  static Hash hash(String signature) {
    return Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII));
  }
}
