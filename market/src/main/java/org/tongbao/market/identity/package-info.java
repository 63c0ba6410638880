/// Who uses the platform: registration, sign-in, sessions, roles and permissions, address book.
@NullMarked
package org.tongbao.market.identity;

import org.jspecify.annotations.NullMarked;
