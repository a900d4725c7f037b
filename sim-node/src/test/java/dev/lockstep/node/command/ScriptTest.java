package dev.lockstep.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.testing.Client;
import dev.lockstep.node.testing.TestNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EVAL and its kin beyond the recorded cases. */
@SuppressWarnings("NullAway.Init")
class ScriptTest {
    @TempDir
    private Path dir;

    private TestNode node;

    @BeforeEach
    void start() {
        node = TestNode.start(dir.resolve("n"), NodeObserver.NONE);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private String eval(String body, String... words) {
        String[] request = new String[words.length + 2];
        request[0] = "EVAL";
        request[1] = body;
        System.arraycopy(words, 0, request, 2, words.length);
        return node.ask(request);
    }

    private static String failure(String body, String text) {
        String digest = ScriptCommands.digest(body.getBytes(StandardCharsets.ISO_8859_1));
        return "-ERR running script (call to f_" + digest + "): " + text;
    }

    @Test
    void valuesBecomeReplies() {
        assertThat(eval("return {1, 3.99, {KEYS[1], ARGV[1]}, false, true, 'x', nil, 4}", "1", "a", "b"))
                .isEqualTo("[:1, :3, [$a, $b], $-1, :1, $x]");
        assertThat(eval("return redis.call('SET', 'k', 'v')", "0")).isEqualTo("$OK");
        assertThat(eval("return redis.status_reply('fine')", "0")).isEqualTo("$fine");
        assertThat(eval("return redis.error_reply('BAD thing')", "0")).isEqualTo("-BAD thing");
        assertThat(eval("return #redis.call('MGET', 'k', 'none')", "0")).isEqualTo(":2");
        assertThat(eval("return redis.sha1hex('')", "0")).isEqualTo("$da39a3ee5e6b4b0d3255bfef95601890afd80709");
    }

    @Test
    void anErrorEndsTheScriptUnlessItIsCaught() {
        node.ask("SET", "k", "v");
        String body = "redis.call('SET', 'first', '1')\nreturn redis.call('INCR', 'k')";
        assertThat(eval(body, "0"))
                .isEqualTo(failure(body, "@user_script:2: Invalid argument: value is not an integer or out of range"));
        assertThat(node.ask("GET", "first")).isEqualTo("$1");
        assertThat(eval("return redis.pcall('INCR', 'k')", "0"))
                .isEqualTo("-Invalid argument: value is not an integer or out of range");
        assertThat(eval("return redis.pcall('INCR', 'k').err", "0"))
                .isEqualTo("$Invalid argument: value is not an integer or out of range");
    }

    @Test
    void globalsAreClosed() {
        assertThat(eval("x = 1", "0"))
                .endsWith("@enable_strict_lua:8: user_script:1: Script attempted to create global variable 'x'");
        assertThat(eval("return x", "0"))
                .endsWith("@enable_strict_lua:15: user_script:1: Script attempted to access nonexistent global"
                        + " variable 'x'");
        for (String name : new String[] {"os", "io", "require", "debug", "dofile", "luajava", "print"}) {
            assertThat(eval("return " + name, "0")).as(name).contains("nonexistent global variable '" + name + "'");
        }
    }

    @Test
    void aScriptThatDoesNotEndIsEnded() {
        String body = "pcall(function() while true do end end) return 1";
        assertThat(eval(body, "0")).isEqualTo(failure(body, "more than 5000000 instructions"));
        assertThat(eval("local function f() return 1 + f() end return f()", "0"))
                .contains("stack overflow");
        assertThat(node.ask("PING")).isEqualTo("+PONG");
    }

    @Test
    void whatIsNotAllowedIsRefused() {
        assertThat(node.ask("EVAL_RO", "return redis.call('SET', 'a', 'b')", "0"))
                .endsWith("Write commands are not allowed from read-only scripts");
        assertThat(eval("return redis.call('BLPOP', 'l', '0')", "0"))
                .endsWith("This Redis command is not allowed from scripts");
        assertThat(eval("return redis.call('GET')", "0"))
                .endsWith("Wrong number of args calling Redis command From Lua script");
        assertThat(eval("return redis.call()", "0")).endsWith("Please specify at least one argument for redis.call()");
        assertThat(eval("return redis.call('GET', {})", "0"))
                .endsWith("Lua redis.call() command arguments must be strings or integers");
        assertThat(eval("return 1", "2", "a")).isEqualTo("-ERR Number of keys can't be greater than number of args");
        assertThat(eval("return 1", "-1")).isEqualTo("-ERR Number of keys can't be negative");
        assertThat(eval("return (", "0")).startsWith("-ERR Error while compiling new script: user_script:1:");
    }

    @Test
    void withinATransactionItIsPartOfIt() {
        try (Client client = new Client(node.port())) {
            client.ask("MULTI");
            client.ask("EVAL", "return redis.call('SET', 'k', ARGV[1])", "0", "z");
            client.ask("GET", "k");
            assertThat(node.ask("GET", "k")).isEqualTo("$-1");
            assertThat(client.ask("EXEC")).isEqualTo("[$OK, $z]");
        }
    }

    @Test
    void loadedScriptsAreKnownByTheirSumAlsoAfterARestartAndEvaluatedOnesUntilThen() {
        String loaded = node.ask("SCRIPT", "LOAD", "return 7").substring(1);
        eval("return 8", "0");
        String evaluated = ScriptCommands.digest("return 8".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(node.ask("EVALSHA", loaded.toUpperCase(java.util.Locale.ROOT), "0"))
                .isEqualTo(":7");
        assertThat(node.ask("SCRIPT", "EXISTS", loaded, evaluated)).isEqualTo("[:1, :1]");
        node.close();
        start();
        assertThat(node.ask("SCRIPT", "EXISTS", loaded, evaluated)).isEqualTo("[:1, :0]");
        assertThat(node.ask("SCRIPT", "FLUSH")).isEqualTo("+OK");
        assertThat(node.ask("EVALSHA", loaded, "0")).isEqualTo("-NOSCRIPT No matching script. Please use EVAL");
    }

    @Test
    void inAClusterItStaysWithTheNodeOfItsFirstKey() {
        node.close();
        node = TestNode.start(dir.resolve("c"), NodeObserver.NONE, "cluster-enabled", "yes");
        String own = "a".repeat(40) + " 127.0.0.1 " + node.port() + " master - 0-8191\n";
        node.ask("CLUSTERX", "SETNODES", own + "b".repeat(40) + " 10.0.0.2 7002 master - 8192-16383", "1");
        // The slot of bar is here, those of foo and hello are not; {bar}1 is where bar is.
        assertThat(eval("return redis.call('GET', 'bar')", "1", "foo")).isEqualTo("-MOVED 12182 10.0.0.2:7002");
        assertThat(eval("redis.call('SET', '{bar}1', 'x') return redis.call('GET', '{bar}1')", "1", "bar"))
                .isEqualTo("$x");
        assertThat(eval("return redis.call('GET', 'foo')", "1", "bar")).endsWith("MOVED 12182 10.0.0.2:7002");
        assertThat(eval("return redis.call('MGET', 'foo', 'bar')", "1", "bar")).contains("CROSSSLOT");
    }
}
