/** A consensus library with its own networking: JGroups-Raft over TCP. */
@NullMarked
package dev.lockstep.examples.raft;

import org.jspecify.annotations.NullMarked;
