/** Fault plans: explicit lists of faults with virtual times, drawn at random within a budget, to be carried out on a network. */
@NullMarked
package dev.lockstep.net.plan;

import org.jspecify.annotations.NullMarked;
