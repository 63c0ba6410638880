package org.tongbao.market.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the permission that a controller's method needs. A permission of a merchant's shop is
/// checked at the shop that the address names as `{merchantId}`; at another it is not found.
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
  Permission value();

  /// What is needed instead where the address names no shop, one at most: for pages that a shop and
  /// the platform both have.
  Permission[] ofPlatform() default {};

  /// Whether the caller has to have signed in within the last [SignIns#RECENT]: for what must not
  /// be done on an open screen, or with a stolen session.
  boolean recently() default false;
}
