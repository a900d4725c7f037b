/** One class per promise, and what they share: bounds computed from the configuration, and the histories of the nodes. */
@NullMarked
package dev.lockstep.properties.check;

import org.jspecify.annotations.NullMarked;
