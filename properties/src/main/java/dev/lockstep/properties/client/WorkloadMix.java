package dev.lockstep.properties.client;

/**
 * What kinds of commands clients send.
 *
 * @param keys how many keys they share, at least 1
 * @param periodMillis mean time between two commands of one client, ms, at least 1
 * @param wide whether batches of more than 20 updates are among them
 * @param large whether values of 9,000 bytes are among them
 * @param expiring whether keys that expire are among them
 * @param types whether hashes, lists, sets, sorted sets and transactions are among them
 * @param scripts whether some of the commands on shared keys are sent as scripts
 * @param together whether all clients send at the same moments, on the same key
 */
public record WorkloadMix(
        int keys,
        long periodMillis,
        boolean wide,
        boolean large,
        boolean expiring,
        boolean types,
        boolean scripts,
        boolean together) {}
