/// `reseal`: another master key in the place of the present one.
@NullMarked
package org.tongbao.app.reseal;

import org.jspecify.annotations.NullMarked;
