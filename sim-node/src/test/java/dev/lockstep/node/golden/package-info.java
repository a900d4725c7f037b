/** What a real Kvrocks server answered, asked of the node. */
@NullMarked
package dev.lockstep.node.golden;

import org.jspecify.annotations.NullMarked;
