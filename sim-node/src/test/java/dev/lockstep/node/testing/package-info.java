/** What the tests of the node share. */
@NullMarked
package dev.lockstep.node.testing;

import org.jspecify.annotations.NullMarked;
