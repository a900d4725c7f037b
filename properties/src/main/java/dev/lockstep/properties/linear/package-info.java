/**
 * Whether a recorded concurrent history of a register can be explained by one order of its operations that respects real time
 * (Herlihy and Wing 1990). Knows no simulation and no store.
 */
@NullMarked
package dev.lockstep.properties.linear;

import org.jspecify.annotations.NullMarked;
