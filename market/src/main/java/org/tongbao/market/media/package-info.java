/// Pictures that merchants put in: checked, freed of what they tell about their makers, and kept
/// once under the hash of their bytes.
@NullMarked
package org.tongbao.market.media;

import org.jspecify.annotations.NullMarked;
