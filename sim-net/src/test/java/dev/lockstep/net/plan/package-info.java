/** Tests of fault plans. */
@NullMarked
package dev.lockstep.net.plan;

import org.jspecify.annotations.NullMarked;
