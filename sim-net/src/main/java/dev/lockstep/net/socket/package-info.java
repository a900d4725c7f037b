/** java.net.Socket and ServerSocket for simulated threads, and the installation of the JDK's hooks. */
@NullMarked
package dev.lockstep.net.socket;

import org.jspecify.annotations.NullMarked;
