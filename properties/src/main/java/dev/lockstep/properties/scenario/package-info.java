/** The scenarios: how a plan is drawn, checked and carried out. */
@NullMarked
package dev.lockstep.properties.scenario;

import org.jspecify.annotations.NullMarked;
