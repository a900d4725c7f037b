package dev.lockstep.search.cli;

/** What the command ends with. */
final class ExitCode {
    /** All as it should be. */
    static final int OK = 0;
    /** A promise is broken. */
    static final int VIOLATION = 1;
    /** Wrong use: an option, a name, a damaged file. */
    static final int USAGE = 2;
    /** The command could not do its work: a full disk, a mistake in Lockstep itself. */
    static final int TROUBLE = 3;

    private ExitCode() {}
}
