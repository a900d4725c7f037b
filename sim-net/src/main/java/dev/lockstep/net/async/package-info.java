/** Asynchronous channels for simulated threads: completion handlers run on threads of the group, which are simulated too. */
@NullMarked
package dev.lockstep.net.async;

import org.jspecify.annotations.NullMarked;
