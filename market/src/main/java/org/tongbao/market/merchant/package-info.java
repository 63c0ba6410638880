/// Shops: how they are admitted, what they agree to, who works in them, and how they deliver.
@NullMarked
package org.tongbao.market.merchant;

import org.jspecify.annotations.NullMarked;
