package dev.lockstep.properties.client;

/** Commands on one key, sent as a script that does nothing else. */
final class Scripts {
    private static final String CALL = "return redis.call(ARGV[1], KEYS[1], unpack(ARGV, 2))";

    private Scripts() {}

    /** The script for a command whose second word is its key. */
    static String[] of(String... command) {
        String[] words = new String[command.length + 3];
        words[0] = "EVAL";
        words[1] = CALL;
        words[2] = "1";
        words[3] = command[1];
        words[4] = command[0];
        System.arraycopy(command, 2, words, 5, command.length - 2);
        return words;
    }
}
