package org.tongbao.ledger.abi;

import com.esaulpaugh.headlong.abi.ABIType;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Java values as ABI values and back.
///
/// `address` is `Address`; `bytes32` is `Hash`; other byte types are `Bytes`; unsigned integers of
/// up to 31 bits are `int`, of up to 63 bits `long`, beyond that `U256`; arrays are lists; structs
/// are records with the same fields in the same order; an enum is the constant at its number.
public final class AbiCodec {
  private AbiCodec() {}

  /// @throws AbiException when a value does not fit its type
  public static Bytes encode(TupleType<?> type, List<?> values) {
    try {
      return Bytes.wrap(encoded(type, toTuple(type, values)));
    } catch (IllegalArgumentException | ClassCastException | ArithmeticException e) {
      throw new AbiException("Not " + type + ": " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("unchecked") // the tuple was built for this very type
  private static <J extends Tuple> byte[] encoded(TupleType<J> type, Tuple tuple) {
    return type.encode((J) tuple).array();
  }

  /// Decodes to the given Java types, one for each element.
  ///
  /// @throws AbiException when the bytes are malformed or have a rest
  public static List<Object> decode(TupleType<?> type, Bytes data, List<Type> targets) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(data.toArray());
      Tuple tuple = type.decode(buffer);
      if (buffer.hasRemaining()) {
        throw new AbiException("%d bytes after %s".formatted(buffer.remaining(), type));
      }
      return fromTuple(tuple, targets);
    } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
      throw e instanceof AbiException known
          ? known
          : new AbiException("Not " + type + ": " + e.getMessage(), e);
    }
  }

  private static Tuple toTuple(TupleType<?> type, List<?> values) {
    if (type.size() != values.size()) {
      throw new AbiException("%d values for %s".formatted(values.size(), type));
    }
    Object[] elements = new Object[values.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = toAbi(type.get(i), values.get(i));
    }
    return Tuple.from(elements);
  }

  @SuppressWarnings("EnumOrdinal") // Solidity's enums are their numbers
  private static Object toAbi(ABIType<?> type, Object value) {
    return switch (value) {
      case U256 number -> number.toBigInteger();
      case Address address -> com.esaulpaugh.headlong.abi.Address.wrap(address.toChecksumHex());
      case Hash hash -> hash.toArray();
      case Bytes bytes -> bytes.toArray();
      case Enum<?> constant -> constant.ordinal();
      case Record struct ->
          toTuple(type.asTupleType(), RecordShape.of(struct.getClass()).values(struct));
      case List<?> list -> toArray(type, list);
      case Long _, Integer _, Boolean _, String _ -> value;
      default -> throw new AbiException("No ABI value: " + value.getClass().getName());
    };
  }

  private static Object toArray(ABIType<?> type, List<?> list) {
    ABIType<?> element = type.asArrayType().getElementType();
    Object array = Array.newInstance(type.clazz().getComponentType(), list.size());
    for (int i = 0; i < list.size(); i++) {
      Array.set(array, i, toAbi(element, list.get(i)));
    }
    return array;
  }

  static List<Object> fromTuple(Tuple tuple, List<Type> targets) {
    if (tuple.size() != targets.size()) {
      throw new AbiException("%d values for %d".formatted(tuple.size(), targets.size()));
    }
    List<Object> values = new ArrayList<>(targets.size());
    for (int i = 0; i < targets.size(); i++) {
      values.add(fromAbi(targets.get(i), tuple.get(i)));
    }
    return values;
  }

  private static Object fromAbi(Type target, Object value) {
    return switch (value) {
      case Boolean _, String _ -> value;
      case com.esaulpaugh.headlong.abi.Address address -> toAddress(address.value());
      case byte[] bytes -> target == Hash.class ? Hash.of(bytes) : Bytes.wrap(bytes);
      case Number number -> toNumber(target, number);
      case Tuple tuple when target instanceof Class<?> record -> {
        RecordShape shape = RecordShape.of(record);
        yield shape.create(fromTuple(tuple, shape.types()));
      }
      default -> toList(target, value);
    };
  }

  private static Object toNumber(Type target, Number number) {
    if (target == U256.class) {
      return number instanceof BigInteger big ? U256.of(big) : U256.of(number.longValue());
    }
    if (target == long.class || target == Long.class) {
      return number.longValue();
    }
    if (target == int.class || target == Integer.class) {
      return number.intValue();
    }
    if (target instanceof Class<?> type && type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      int ordinal = number.intValue();
      if (constants == null || ordinal >= constants.length) {
        throw new AbiException("%s has no number %d".formatted(type.getSimpleName(), ordinal));
      }
      return constants[ordinal];
    }
    throw new AbiException("A number is no " + target);
  }

  private static List<Object> toList(Type target, Object array) {
    if (!array.getClass().isArray() || !(target instanceof ParameterizedType list)) {
      throw new AbiException("%s is no %s".formatted(array.getClass(), target));
    }
    Type element = list.getActualTypeArguments()[0];
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      values.add(fromAbi(element, Array.get(array, i)));
    }
    return List.copyOf(values);
  }

  private static Address toAddress(BigInteger value) {
    return Address.of(U256.of(value).toArray32(), 12);
  }
}
