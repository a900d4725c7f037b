/** The system under test of the toy: every build has classes of its own. */
@NullMarked
package dev.lockstep.search.toy.server;

import org.jspecify.annotations.NullMarked;
