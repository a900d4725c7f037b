/** The Redis protocol, version 2: parsing requests as they trickle in, and writing replies. */
@NullMarked
package dev.lockstep.node.resp;

import org.jspecify.annotations.NullMarked;
