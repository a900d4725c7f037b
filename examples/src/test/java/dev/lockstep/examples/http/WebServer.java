package dev.lockstep.examples.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A small web application on the JDK's server, as one would write it for production. */
final class WebServer {
    static final int PORT = 8080;

    /** Requests it works on at the same time. */
    static final int THREADS = 4;

    /** What one request to {@code /slow} takes, ms. */
    static final long SLOW_MILLIS = 100;

    /** The body of {@code /large}, bytes. */
    static final int LARGE_BYTES = 1 << 20;

    private WebServer() {}

    /** Starts it; it serves until its process ends. */
    static void start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(PORT), 0);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.createContext("/slow", exchange -> {
            sleep();
            answer(exchange, exchange.getRequestURI().getQuery().getBytes(StandardCharsets.UTF_8));
        });
        server.createContext("/large", exchange -> answer(exchange, new byte[LARGE_BYTES]));
        server.start();
    }

    private static void sleep() {
        try {
            Thread.sleep(SLOW_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
