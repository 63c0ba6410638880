package org.tongbao.market.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the permission that a controller's method needs. A permission of a merchant's shop is
/// checked by the feature itself ([Caller#may(Permission, MerchantId)]), which knows the merchant.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
  Permission value();
}
