/// What buyers say of what they received: written by them, answered by merchants, moderated with
/// reasons, and attested on the chain so that nobody can change it afterwards.
@NullMarked
package org.tongbao.market.review;

import org.jspecify.annotations.NullMarked;
