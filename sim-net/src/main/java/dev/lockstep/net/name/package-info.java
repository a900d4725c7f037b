/** Host names: the lookup of simulated threads is answered by the simulation. */
@NullMarked
package dev.lockstep.net.name;

import org.jspecify.annotations.NullMarked;
