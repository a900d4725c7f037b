package dev.lockstep.core.archunit;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A server as anybody would write it: threads, clocks, randomness, files, sockets. */
final class DecentServer implements AutoCloseable {
    private static final VarHandle COUNT;
    private static final Map<String, Integer> CODES = Map.of("ok", 0, "error", 1);

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(DecentServer.class, "count", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final AtomicLong last = new AtomicLong();
    private final HashMap<String, Long> seen = new HashMap<>();
    private final EnumMap<TimeUnit, Long> spans = new EnumMap<>(TimeUnit.class);

    @SuppressWarnings("UnusedVariable") // through COUNT
    private long count;

    void serve(Path file) throws IOException {
        try (ServerSocket server = new ServerSocket(7_000);
                Socket socket = server.accept()) {
            last.set(System.nanoTime() + Clock.systemUTC().millis());
            COUNT.getAndAdd(this, 1L);
            seen.put(UUID.randomUUID().toString(), last.get());
            spans.merge(TimeUnit.SECONDS, 1L, Long::sum);
            Files.writeString(file, "" + CODES.get("ok") + socket.getPort() + Thread.currentThread());
            workers.execute(() -> Files.exists(file));
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
