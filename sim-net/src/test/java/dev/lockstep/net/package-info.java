/** Tests of the simulated network, all in virtual time. */
@NullMarked
package dev.lockstep.net;

import org.jspecify.annotations.NullMarked;
