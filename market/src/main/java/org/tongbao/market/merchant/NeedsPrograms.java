package org.tongbao.market.merchant;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;

/// For pages about programs: what [Needs] says for those of a shop, and for the platform's where
/// the address names none.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Needs(value = Permission.SHOP_INTEGRATIONS_MANAGE, ofPlatform = Permission.INTEGRATIONS_MANAGE)
public @interface NeedsPrograms {}
