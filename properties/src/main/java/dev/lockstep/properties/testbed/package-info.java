/** Nodes on simulated hosts: how they are laid out, started, watched, powered off and started again. */
@NullMarked
package dev.lockstep.properties.testbed;

import org.jspecify.annotations.NullMarked;
