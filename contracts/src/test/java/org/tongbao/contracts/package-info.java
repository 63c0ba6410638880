@NullMarked
package org.tongbao.contracts;

import org.jspecify.annotations.NullMarked;
