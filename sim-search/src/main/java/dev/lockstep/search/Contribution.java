package dev.lockstep.search;

/** A subcommand that another module adds to {@code lockstep}. Found by {@link java.util.ServiceLoader}. */
@FunctionalInterface
public interface Contribution {
    /** A new object with picocli's annotations; a {@code Callable<Integer>} whose result is the exit code. */
    Object command();
}
