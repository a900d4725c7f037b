package dev.lockstep.node.testing;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client of a node on this machine. Replies are shown as text: bulk strings as {@code $text}, arrays as {@code [a, b]}. */
public final class Client implements Closeable {
    private final Socket socket;
    private final InputStream in;

    /** Connects. */
    public Client(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(60_000);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port nobody listens on. */
    public static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One command on a connection of its own. */
    public static String once(int port, String... words) {
        try (Client client = new Client(port)) {
            return client.ask(words);
        }
    }

    /** Sends a command and returns its reply. */
    public String ask(String... words) {
        StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            request.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        send(request.toString());
        return reply();
    }

    /** Sends bytes. */
    public void send(String latin1) {
        try {
            socket.getOutputStream().write(latin1.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends nothing more; the node sees the end of the stream. */
    public void end() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next reply. */
    public String reply() {
        String line = line();
        if (line.startsWith("$") && !line.equals("$-1")) {
            String text = block(Integer.parseInt(line.substring(1)));
            block(2);
            return "$" + text;
        }
        if (line.startsWith("*") && !line.equals("*-1")) {
            StringBuilder all = new StringBuilder("[");
            for (int i = 0; i < Integer.parseInt(line.substring(1)); i++) {
                all.append(i == 0 ? "" : ", ").append(reply());
            }
            return all.append(']').toString();
        }
        return line;
    }

    /** The next line. */
    public String line() {
        StringBuilder line = new StringBuilder();
        while (line.length() < 2 || line.charAt(line.length() - 1) != '\n') {
            line.append(block(1));
        }
        return line.substring(0, line.length() - 2);
    }

    /** The next {@code length} bytes. */
    public String block(int length) {
        try {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("closed by the node");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything up to the end of the connection. */
    public String rest() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
