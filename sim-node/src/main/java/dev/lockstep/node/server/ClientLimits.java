package dev.lockstep.node.server;

import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;

/**
 * What one client may make the node keep for it, as configured when it came.
 *
 * @param word bytes of the longest word of a request ({@code proto-max-bulk-len})
 * @param request bytes of the longest request ({@code client-query-buffer-limit})
 * @param replies bytes of replies that wait for it ({@code client-output-buffer-limit})
 * @param messages bytes of published messages that wait for it ({@code pubsub-output-buffer-limit})
 * @param sendTimeout ms that a transfer waits for it ({@code replication-send-timeout-ms})
 */
record ClientLimits(long word, long request, int replies, long messages, int sendTimeout) {
    static ClientLimits of(NodeConfig config) {
        return new ClientLimits(
                config.number(Option.PROTO_MAX_BULK_LEN),
                config.number(Option.CLIENT_QUERY_BUFFER_LIMIT),
                config.integer(Option.CLIENT_OUTPUT_BUFFER_LIMIT),
                config.number(Option.PUBSUB_OUTPUT_BUFFER_LIMIT),
                config.timings().sendTimeout());
    }
}
