package org.tongbao.ledger.abi;

import com.esaulpaugh.headlong.abi.Event;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// Errors and events as records.
public final class RecordCodec {
  private RecordCodec() {}

  /// @throws AbiException when the bytes are not the type's
  public static Object decode(TupleType<?> type, Bytes data, Class<?> record) {
    RecordShape shape = RecordShape.of(record);
    return shape.create(AbiCodec.decode(type, data, shape.types()));
  }

  /// @throws AbiException when topics and data are not the event's
  public static Object decode(Event<Tuple> type, List<Hash> topics, Bytes data, Class<?> record) {
    RecordShape shape = RecordShape.of(record);
    byte[][] words = topics.stream().map(Hash::toArray).toArray(byte[][]::new);
    Tuple tuple;
    try {
      tuple = type.decodeArgs(words, data.toArray());
    } catch (RuntimeException e) {
      // headlong's own checks throw several kinds, down to array bounds
      throw new AbiException("Not " + type.getCanonicalSignature() + ": " + e.getMessage(), e);
    }
    return shape.create(AbiCodec.fromTuple(tuple, shape.types()));
  }

  /// The encoded fields of a record, as `abi.encode` of a struct without dynamic fields gives them.
  public static Bytes encode(TupleType<?> type, Record struct) {
    return AbiCodec.encode(type, RecordShape.of(struct.getClass()).values(struct));
  }

  /// A record's fields by name, nested records likewise and enums as their numbers: a struct as
  /// EIP-712 documents have it.
  public static Map<String, Object> toMap(Record struct) {
    RecordShape shape = RecordShape.of(struct.getClass());
    List<Object> values = shape.values(struct);
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      map.put(shape.names().get(i), plain(values.get(i)));
    }
    return map;
  }

  @SuppressWarnings("EnumOrdinal") // Solidity's enums are their numbers
  private static Object plain(Object value) {
    return switch (value) {
      case Record struct -> toMap(struct);
      case List<?> list -> list.stream().map(RecordCodec::plain).toList();
      case Enum<?> constant -> constant.ordinal();
      default -> value;
    };
  }
}
