/**
 * The simulated network: hosts with addresses and names, links, TCP as an application sees it, and faults as rules. Start at
 * {@link dev.lockstep.net.Network}. Uses sim-core only; what is beneath this package is not for users.
 */
@NullMarked
package dev.lockstep.net;

import org.jspecify.annotations.NullMarked;
