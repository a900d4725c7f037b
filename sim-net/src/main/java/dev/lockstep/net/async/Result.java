package dev.lockstep.net.async;

import java.nio.channels.CompletionHandler;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where the outcome of an operation goes: to a handler, on a thread of the group, or to a future. */
interface Result<V> {
    /** Tells the value or else the failure; {@code onGroup} if the calling thread is one of the group. */
    void tell(Group group, boolean onGroup, @Nullable V value, @Nullable Throwable failure);

    /** To a handler. */
    static <V, A> Result<V> handler(@Nullable A attachment, @Nullable CompletionHandler<V, ? super A> handler) {
        Objects.requireNonNull(handler, "'handler' is null");
        return (group, onGroup, value, failure) -> {
            Runnable call = () -> call(handler, attachment, value, failure);
            if (onGroup) {
                call.run();
            } else {
                group.execute(call);
            }
        };
    }

    @SuppressWarnings("NullAway") // a handler of a Void operation gets null, and so may be the attachment
    private static <V, A> void call(
            CompletionHandler<V, ? super A> handler,
            @Nullable A attachment,
            @Nullable V value,
            @Nullable Throwable failure) {
        if (failure == null) {
            handler.completed(value, attachment);
        } else {
            handler.failed(failure, attachment);
        }
    }

    /** To a future. */
    @SuppressWarnings("NullAway") // the future of a Void operation gets null
    static <V> Result<V> future(CompletableFuture<V> future) {
        return (group, onGroup, value, failure) -> {
            if (failure == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(failure);
            }
        };
    }
}
