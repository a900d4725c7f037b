/** Timers in virtual time as other libraries have them, all behind one interface. */
@NullMarked
package dev.lockstep.bench.peer;

import org.jspecify.annotations.NullMarked;
