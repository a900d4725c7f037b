/**
 * What redirected code calls. These classes live on the boot class path, so that classes of the JDK itself can call them; they
 * use nothing but {@code java.lang}, {@code java.util} and the types of files, and allocate nothing on the way through.
 */
@NullMarked
package dev.lockstep.core.boot;

import org.jspecify.annotations.NullMarked;
