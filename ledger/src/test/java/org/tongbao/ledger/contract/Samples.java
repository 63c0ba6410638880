package org.tongbao.ledger.contract;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Values of any type that the ABIs use; the same for the same seed.
final class Samples {
  private final Random random;

  Samples(long seed) {
    this.random = new Random(seed);
  }

  /// @param abiType decides the length of fixed byte strings and arrays
  Object of(Type type, String abiType) {
    if (type instanceof ParameterizedType list) {
      String element = abiType.substring(0, abiType.lastIndexOf('['));
      String size = abiType.substring(abiType.lastIndexOf('[') + 1, abiType.length() - 1);
      int count = size.isEmpty() ? 2 : Integer.parseInt(size);
      Object[] values = new Object[count];
      Arrays.setAll(values, i -> of(list.getActualTypeArguments()[0], element));
      return List.of(values);
    }
    return scalar((Class<?>) type, abiType);
  }

  private Object scalar(Class<?> type, String abiType) {
    if (type == U256.class) {
      return U256.of(random.nextLong(Long.MAX_VALUE));
    } else if (type == Address.class) {
      return Address.of(bytes(20));
    } else if (type == Hash.class) {
      return Hash.of(bytes(32));
    } else if (type == Bytes.class) {
      String size = abiType.substring("bytes".length());
      return Bytes.wrap(bytes(size.isEmpty() ? 70 : Integer.parseInt(size)));
    } else if (type == String.class) {
      return "文" + random.nextInt();
    } else if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    } else if (type == int.class || type == Integer.class) {
      return random.nextInt(256);
    } else if (type == long.class || type == Long.class) {
      return (long) random.nextInt(Integer.MAX_VALUE);
    } else if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    return record(type, abiType.substring(1, abiType.length() - 1));
  }

  /// @param abiTypes of the fields, separated by commas
  Object record(Class<?> type, String abiTypes) {
    List<String> fields = split(abiTypes);
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    Arrays.setAll(values, i -> of(components[i].getGenericType(), fields.get(i)));
    Class<?>[] raw =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(raw);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  /// At the commas that stand in no parentheses.
  static List<String> split(String types) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < types.length(); i++) {
      char each = types.charAt(i);
      depth += each == '(' ? 1 : each == ')' ? -1 : 0;
      if (each == ',' && depth == 0) {
        parts.add(types.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(types.substring(from));
    return parts;
  }

  private byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
