package dev.lockstep.net;

import dev.lockstep.core.Host;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hosts in named regions, and the links within and between them. Immutable; give it to {@link Network#regions}. Where no link is
 * named, the one given at the start counts.
 */
public final class Regions {
    private record Pair(String from, String to) {}

    private final LinkOptions otherwise;
    private final Map<Host, String> places;
    private final Map<Pair, LinkOptions> links;

    private Regions(LinkOptions otherwise, Map<Host, String> places, Map<Pair, LinkOptions> links) {
        this.otherwise = otherwise;
        this.places = places;
        this.links = links;
    }

    /** No regions yet, and the link of pairs that are not named. */
    public static Regions otherwise(LinkOptions link) {
        return new Regions(link, Map.of(), Map.of());
    }

    /** The same with hosts in a region; a host is in one at most, the last. */
    public Regions place(String region, Collection<Host> hosts) {
        Map<Host, String> changed = new LinkedHashMap<>(places);
        hosts.forEach(h -> changed.put(h, region));
        return new Regions(otherwise, changed, links);
    }

    /** The same with another link within a region. */
    public Regions within(String region, LinkOptions link) {
        return oneWay(region, region, link);
    }

    /** The same with another link between two regions, both ways. */
    public Regions between(String a, String b, LinkOptions link) {
        return oneWay(a, b, link).oneWay(b, a, link);
    }

    /** The same with another link from one region to another. */
    public Regions oneWay(String from, String to, LinkOptions link) {
        Map<Pair, LinkOptions> changed = new LinkedHashMap<>(links);
        changed.put(new Pair(from, to), link);
        return new Regions(otherwise, places, changed);
    }

    /** The region of a host, or null. */
    public @Nullable String region(Host host) {
        return places.get(host);
    }

    /** The link from one host to another. */
    public LinkOptions link(Host from, Host to) {
        String a = places.get(from);
        String b = places.get(to);
        return a == null || b == null ? otherwise : links.getOrDefault(new Pair(a, b), otherwise);
    }
}
