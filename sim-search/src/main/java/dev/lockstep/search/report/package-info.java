/** A run as one page that needs nothing else: made of what {@code explain} tells, drawn by the page's own script. */
@NullMarked
package dev.lockstep.search.report;

import org.jspecify.annotations.NullMarked;
