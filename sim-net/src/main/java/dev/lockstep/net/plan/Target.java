package dev.lockstep.net.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The ways a fault can name the hosts it hits. */
enum Target {
    /** {@code a}. */
    HOST("a", "[^,|<>]+"),
    /** {@code a->b}. */
    DIRECTION("a->b", "[^,|<>]+->[^,|<>]+"),
    /** {@code a<->b}. */
    PAIR("a<->b", "[^,|<>]+<->[^,|<>]+"),
    /** {@code a<->b,c<->d}. */
    PAIRS("a<->b,c<->d", "[^,|<>]+<->[^,|<>]+(,[^,|<>]+<->[^,|<>]+)*"),
    /** {@code a,b,c}. */
    CIRCLE("a,b,c", "[^,|<>]+(,[^,|<>]+)+"),
    /** {@code a,b|c,d}. */
    GROUPS("a,b|c,d", "[^|<>]+\\|[^|<>]+"),
    /** {@code a,b|x|c,d}. */
    BRIDGE("a,b|x|c,d", "[^|<>]+\\|[^,|<>]+\\|[^|<>]+");

    private static final Pattern ARROW = Pattern.compile("<?->");

    private final String example;
    private final Pattern form;

    Target(String example, String form) {
        this.example = example;
        this.form = Pattern.compile(form);
    }

    /**
     * The groups of names in a target: one, two for what has an arrow between, one for each part otherwise.
     *
     * @throws IllegalArgumentException if it has another form
     */
    List<List<String>> read(FaultKind kind, String target) {
        if (!form.matcher(target).matches()) {
            throw new IllegalArgumentException(
                    "target of " + kind.text() + " is " + target + ", expected the form " + example);
        }
        List<List<String>> groups = new ArrayList<>();
        if (this == PAIRS) {
            for (String pair : target.split(",", -1)) {
                groups.add(List.of(ARROW.split(pair)));
            }
            return groups;
        }
        for (String group : target.split(this == DIRECTION || this == PAIR ? ARROW.pattern() : "\\|", -1)) {
            groups.add(List.of(group.split(",", -1)));
        }
        return groups;
    }
}
