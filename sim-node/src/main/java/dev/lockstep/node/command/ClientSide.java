package dev.lockstep.node.command;

import dev.lockstep.node.data.Versions;

/**
 * What the clients of a node share.
 *
 * @param clients who is connected
 * @param namespaces who may come in, and where to
 * @param pubSub who listens to which channel
 * @param watched who watches which key
 * @param waiting who waits for which key
 * @param cursors where iterations have got to
 * @param scripts those that EVALSHA knows
 * @param versions of new collections
 */
public record ClientSide(
        Clients clients,
        Namespaces namespaces,
        PubSub pubSub,
        WatchedKeys watched,
        WaitingClients waiting,
        Cursors cursors,
        RecentScripts scripts,
        Versions versions) {}
