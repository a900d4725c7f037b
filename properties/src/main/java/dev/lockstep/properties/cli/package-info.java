/** What this module adds to the {@code lockstep} command. */
@NullMarked
package dev.lockstep.properties.cli;

import org.jspecify.annotations.NullMarked;
