package org.tongbao.ledger.abi;

import com.esaulpaugh.headlong.abi.TupleType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;

/// How the returned bytes of a function become a Java value.
public sealed interface Returns<R> {
  Returns<Nothing> NOTHING = new Empty();

  /// One value.
  static <R> Returns<R> one(Class<R> type) {
    return new One<>(type);
  }

  /// One array.
  static <E> Returns<List<E>> listOf(Class<E> element) {
    return new Many<>(element);
  }

  /// Several values as a record.
  static <R extends Record> Returns<R> all(Class<R> type) {
    return new All<>(type);
  }

  /// @throws AbiException when the bytes are not what the function returns
  R decode(TupleType<?> outputs, Bytes data);

  /// No value.
  record Empty() implements Returns<Nothing> {
    @Override
    public Nothing decode(TupleType<?> outputs, Bytes data) {
      return Nothing.NOTHING;
    }
  }

  /// See `one`.
  record One<R>(Class<R> type) implements Returns<R> {
    @Override
    public R decode(TupleType<?> outputs, Bytes data) {
      return type.cast(AbiCodec.decode(outputs, data, List.of(type)).getFirst());
    }
  }

  /// See `listOf`.
  record Many<E>(Class<E> element) implements Returns<List<E>> {
    @Override
    public List<E> decode(TupleType<?> outputs, Bytes data) {
      Object list = AbiCodec.decode(outputs, data, List.of(new ListType(element))).getFirst();
      return ((List<?>) list).stream().map(element::cast).toList();
    }
  }

  /// See `all`.
  record All<R extends Record>(Class<R> type) implements Returns<R> {
    @Override
    public R decode(TupleType<?> outputs, Bytes data) {
      RecordShape shape = RecordShape.of(type);
      return type.cast(shape.create(AbiCodec.decode(outputs, data, shape.types())));
    }
  }

  /// `List<element>` as a reflected type.
  record ListType(Class<?> element) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {element};
    }

    @Override
    public Type getRawType() {
      return Objects.requireNonNull(List.class);
    }

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }
  }
}
