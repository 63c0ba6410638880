package org.tongbao.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esaulpaugh.headlong.abi.Event;
import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.Tuple;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tongbao.ledger.abi.AbiCodec;
import org.tongbao.ledger.abi.AbiException;
import org.tongbao.ledger.abi.Contract;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.RecordCodec;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Every function, event and error of every ABI, with sample values there and back.
class ContractsTest {
  private static final Address AT = Address.fromHex("0x00000000000000000000000000000000000000aa");

  @Test
  void everyFunctionEncodesItsArguments() throws ReflectiveOperationException {
    int count = 0;
    for (ContractAbi abi : Contracts.abis()) {
      Class<?> type = Class.forName("org.tongbao.ledger.contract." + abi.name());
      Contract contract = (Contract) type.getConstructor(Address.class).newInstance(AT);
      int functions = 0;
      for (Method method : type.getDeclaredMethods()) {
        if (method.getReturnType() == ContractCall.class) {
          encodes(contract, method);
          functions++;
        }
      }
      assertThat(functions).as(abi.name()).isEqualTo(functionsOf(abi.name()));
      count += functions;
    }
    assertThat(count).isGreaterThan(200);
  }

  private static void encodes(Contract contract, Method method)
      throws ReflectiveOperationException {
    Function function = contract.abi().function(method.getName(), method.getParameterCount());
    String inputs = function.getInputs().getCanonicalType();
    List<String> types = Samples.split(inputs.substring(1, inputs.length() - 1));
    Type[] parameters = method.getGenericParameterTypes();
    Object[] arguments = new Object[parameters.length];
    var samples = new Samples(method.getName().hashCode());
    Arrays.setAll(arguments, i -> samples.of(parameters[i], types.get(i)));

    ContractCall<?> call = (ContractCall<?>) method.invoke(contract, arguments);

    assertThat(call.to()).isEqualTo(AT);
    assertThat(call.data().slice(0, 4)).isEqualTo(Bytes.wrap(function.selector()));
    Bytes encoded = call.data().slice(4, call.data().size() - 4);
    assertThat(AbiCodec.decode(function.getInputs(), encoded, List.of(parameters)))
        .isEqualTo(Arrays.asList(arguments));
  }

  private static long functionsOf(String name) {
    long count = 0;
    for (var entry : ContractAbi.resource(name + ".json").path("abi")) {
      count += entry.path("type").asString("").equals("function") ? 1 : 0;
    }
    return count;
  }

  @Test
  void everyEventIsDecoded() {
    int count = 0;
    for (Class<?> group : ContractEvent.class.getPermittedSubclasses()) {
      String name = group.getSimpleName().replaceFirst("Event$", "");
      var contracts = new Contracts(Map.of(name.equals("Cash") ? "Cash:CNY" : name, AT));
      ContractAbi abi = abi(name);
      assertThat(group.getPermittedSubclasses()).as(name).hasSameSizeAs(abi.events().keySet());
      for (var event : abi.events().entrySet()) {
        decodes(contracts, group, event.getKey(), event.getValue());
        count++;
      }
    }
    assertThat(count).isGreaterThan(80);
  }

  private static void decodes(Contracts contracts, Class<?> group, Hash topic, Event<Tuple> event) {
    Class<?> type = nested(group, event.getName());
    String inputs = event.getInputs().getCanonicalType();
    Object sample = new Samples(1).record(type, inputs.substring(1, inputs.length() - 1));
    List<Hash> topics = new ArrayList<>(List.of(topic));
    List<Object> data = new ArrayList<>();
    List<Object> values = values((Record) sample);
    for (int i = 0; i < values.size(); i++) {
      if (event.isElementIndexed(i)) {
        topics.add(word(values.get(i)));
      } else {
        data.add(values.get(i));
      }
    }
    Bytes encoded = AbiCodec.encode(event.getNonIndexedParams(), data);
    assertThat(contracts.decode(AT, topics, encoded)).contains((ContractEvent) sample);
    assertThat(contracts.decode(Address.ZERO, topics, encoded)).isEmpty();
  }

  @Test
  void everyErrorIsDecoded() {
    Map<Bytes, ContractAbi.ErrorType> all = new HashMap<>();
    for (ContractAbi abi : Contracts.abis()) {
      abi.errors().forEach(error -> all.put(error.selector(), error));
    }
    assertThat(ErrorTable.selectors()).containsAll(all.keySet()).hasSize(all.size() + 2);
    for (ContractAbi.ErrorType error : all.values()) {
      int at = error.name().indexOf('_');
      String group = at < 0 ? "Standard" : error.name().substring(0, at);
      Class<?> type = nested(named(group + "Error"), error.name().substring(at + 1));
      String inputs = error.inputs().getCanonicalType();
      Record sample =
          (Record) new Samples(2).record(type, inputs.substring(1, inputs.length() - 1));
      Bytes data = error.selector().concat(RecordCodec.encode(error.inputs(), sample));
      assertThat(ContractError.decode(data)).isEqualTo(sample);
    }
  }

  @Test
  void theLanguagesOwnErrorsAreDecoded() {
    Bytes panic = Bytes.fromHex("0x4e487b71" + "0".repeat(62) + "11");
    assertThat(ContractError.decode(panic)).isEqualTo(new StandardError.Panic(U256.of(0x11)));
  }

  @Test
  void whatNoContractRevertsWithIsUnknown() {
    for (String data : List.of("0x", "0x01", "0xdeadbeef", "0x4e487b7111")) {
      Bytes bytes = Bytes.fromHex(data);
      assertThat(ContractError.decode(bytes)).isEqualTo(new ContractError.Unknown(bytes));
    }
  }

  @Test
  void returnedBytesThatAreNoneAreRefused() {
    ContractCall<U256> call = new Cash(AT).totalSupply();
    assertThatThrownBy(() -> call.decode(Bytes.EMPTY)).isInstanceOf(AbiException.class);
    assertThatThrownBy(() -> call.decode(Bytes.wrap(new byte[33])))
        .isInstanceOf(AbiException.class);
    assertThat(call.decode(Bytes.wrap(U256.of(7).toArray32()))).isEqualTo(U256.of(7));
  }

  private static ContractAbi abi(String name) {
    return Contracts.abis().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName("org.tongbao.ledger.contract." + name);
    } catch (ClassNotFoundException e) {
      throw new LinkageError(name, e);
    }
  }

  private static Class<?> nested(Class<?> group, String name) {
    return Arrays.stream(group.getPermittedSubclasses())
        .filter(each -> each.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(group + " has no " + name));
  }

  private static List<Object> values(Record sample) {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : sample.getClass().getRecordComponents()) {
      try {
        values.add(component.getAccessor().invoke(sample));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(component.getName(), e);
      }
    }
    return values;
  }

  /// An indexed value as its topic.
  private static Hash word(Object value) {
    return switch (value) {
      case Hash hash -> hash;
      case U256 number -> Hash.of(number.toArray32());
      case Long number -> Hash.of(U256.of(number).toArray32());
      case Boolean flag -> Hash.of(U256.of(flag ? 1 : 0).toArray32());
      case Address address -> {
        byte[] word = new byte[32];
        address.writeTo(word, 12);
        yield Hash.of(word);
      }
      case Bytes bytes -> Hash.of(Arrays.copyOf(bytes.toArray(), 32));
      default -> throw new AssertionError("no topic of " + value);
    };
  }
}
