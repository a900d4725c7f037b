package dev.lockstep.properties.client;

import dev.lockstep.properties.testbed.SimulatedNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One connection to a node, as an instrument: a command is sent, a reply is awaited, nothing is retried. RESP2; a reply is
 * rendered as text (an error keeps its minus sign, nil is {@code (nil)}, arrays are joined by spaces). One thread at a time.
 */
public final class RespClient implements AutoCloseable {
    private static final int MAX_LINE_BYTES = 64 * 1024;

    private final Socket socket;
    private final InputStream in;

    /**
     * Connects.
     *
     * @param connectMillis bound for connecting, ms
     * @param readMillis bound for each wait for bytes, ms; 0 waits for ever
     */
    public RespClient(String host, int port, int connectMillis, int readMillis) throws IOException {
        socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), connectMillis);
            socket.setSoTimeout(readMillis);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Connects to a node as its clients do: with a password, if there is one. Bounds are those of {@link #RespClient}, ms. */
    public static RespClient to(SimulatedNode node, int connectMillis, int readMillis) throws IOException {
        RespClient client = new RespClient(node.name(), SimulatedNode.PORT, connectMillis, readMillis);
        try {
            client.authenticate(node.passwords().known());
            return client;
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private void authenticate(List<String> passwords) throws IOException {
        for (String password : passwords) {
            if (call("AUTH", password).equals("OK")) {
                return;
            }
        }
        if (!passwords.isEmpty()) {
            throw new IOException("none of " + passwords.size() + " passwords was accepted, expected one");
        }
    }

    /** Sends one command and waits for its reply. */
    public String call(String... words) throws IOException {
        send(words);
        return receive();
    }

    /** Sends one command. */
    public void send(String... words) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, words);
        socket.getOutputStream().write(out.toByteArray());
    }

    /** Adds one command to a buffer, for sending several at once with {@link #flush}. */
    public static void write(ByteArrayOutputStream out, String... words) {
        out.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
            out.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.writeBytes(bytes);
            out.write('\r');
            out.write('\n');
        }
    }

    /** Sends a buffer of commands. */
    public void flush(ByteArrayOutputStream out) throws IOException {
        socket.getOutputStream().write(out.toByteArray());
        out.reset();
    }

    /** Waits for one reply. */
    public String receive() throws IOException {
        String line = line();
        if (line.isEmpty()) {
            throw new IOException("empty reply line, expected a RESP type");
        }
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> rest;
            case '-' -> line;
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> array(Integer.parseInt(rest));
            default -> throw new IOException("reply starts with '" + line + "', expected a RESP type");
        };
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return "(nil)";
        }
        byte[] bytes = in.readNBytes(length + 2);
        if (bytes.length != length + 2) {
            throw new EOFException("connection ended inside a reply of " + length + " bytes");
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private String array(int length) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(i == 0 ? "" : " ").append(receive());
        }
        return text.toString();
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("connection ended inside a reply");
            }
            if (text.length() == MAX_LINE_BYTES) {
                throw new IOException("reply line is longer than " + MAX_LINE_BYTES + " bytes");
            }
            text.append((char) c);
        }
        in.read();
        return text.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // The connection is gone either way.
        }
    }
}
