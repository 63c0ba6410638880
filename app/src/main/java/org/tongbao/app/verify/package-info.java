/// `verify`: replays the chain, keeps its books anew, and compares them with everything else that
/// says something about value.
@NullMarked
package org.tongbao.app.verify;

import org.jspecify.annotations.NullMarked;
