package org.tongbao.ledger.abi;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A record's components, so that it can be taken apart and put together.
final class RecordShape {
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  private final Constructor<?> constructor;
  private final List<Method> accessors;
  private final List<Type> types;
  private final List<String> names;

  private RecordShape(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null) {
      throw new AbiException(type.getName() + " is no record");
    }
    this.accessors = Arrays.stream(components).map(RecordComponent::getAccessor).toList();
    this.types = Arrays.stream(components).map(RecordComponent::getGenericType).toList();
    this.names = Arrays.stream(components).map(RecordComponent::getName).toList();
    Class<?>[] raw =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      this.constructor = type.getDeclaredConstructor(raw);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("A record without its constructor: " + type, e);
    }
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  List<Type> types() {
    return types;
  }

  List<String> names() {
    return names;
  }

  List<Object> values(Record instance) {
    List<Object> values = new ArrayList<>(accessors.size());
    for (Method accessor : accessors) {
      try {
        values.add(accessor.invoke(instance));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("Cannot read " + accessor, e);
      }
    }
    return values;
  }

  /// @throws AbiException when the record refuses the values
  Object create(List<Object> values) {
    try {
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      throw new AbiException(constructor.getDeclaringClass().getSimpleName() + " refused", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot create " + constructor.getDeclaringClass(), e);
    }
  }
}
