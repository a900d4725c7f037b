package dev.lockstep.node.config;

/** What values an option takes. */
enum OptionKind {
    /** {@code yes} or {@code no}. */
    YES_NO,
    /** A decimal integer in a range. */
    INTEGER,
    /** Any text without line ends. */
    TEXT
}
