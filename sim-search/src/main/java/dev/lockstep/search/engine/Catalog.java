package dev.lockstep.search.engine;

import dev.lockstep.search.BadInputException;
import dev.lockstep.search.Defect;
import dev.lockstep.search.Profile;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

/** All scenarios and subjects on a class path. Immutable; usable by many threads. */
public final class Catalog {
    private final Map<String, Scenario> scenarios;
    private final Map<String, Subject> subjects;

    private Catalog(Map<String, Scenario> scenarios, Map<String, Subject> subjects) {
        this.scenarios = scenarios;
        this.subjects = subjects;
    }

    /**
     * What a class loader and its parents offer.
     *
     * @throws BadInputException if a provider cannot be loaded, two have one name, or a scenario's subject is missing
     */
    public static Catalog load(ClassLoader loader) {
        Map<String, Subject> subjects = new LinkedHashMap<>(Map.of("", new NoSubject(loader)));
        subjects.putAll(byName(Subject.class, loader, Subject::name));
        Map<String, Scenario> scenarios = byName(Scenario.class, loader, Scenario::name);
        scenarios.values().forEach(s -> {
            if (!subjects.containsKey(s.subject())) {
                throw new BadInputException(
                        "scenario " + s.name() + " needs subject " + s.subject() + ", expected it on the class path");
            }
        });
        return new Catalog(scenarios, subjects);
    }

    private static <T> Map<String, T> byName(Class<T> type, ClassLoader loader, Function<T, String> name) {
        Map<String, T> found = new TreeMap<>();
        try {
            for (T each : ServiceLoader.load(type, loader)) {
                if (found.put(name.apply(each), each) != null) {
                    throw new BadInputException("two of " + type.getSimpleName() + " are named " + name.apply(each)
                            + ", expected one on the class path");
                }
            }
        } catch (ServiceConfigurationError e) {
            throw new BadInputException("cannot load a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
        return found;
    }

    /** All scenarios, sorted by name. */
    public List<Scenario> scenarios() {
        return List.copyOf(scenarios.values());
    }

    /** The subjects with a name, sorted by it. */
    public List<Subject> subjects() {
        return subjects.values().stream()
                .filter(s -> !s.name().isEmpty())
                .sorted(Comparator.comparing(Subject::name))
                .toList();
    }

    /**
     * The scenario of this name.
     *
     * @throws BadInputException if there is none
     */
    public Scenario scenario(String name) {
        return Optional.ofNullable(scenarios.get(name))
                .orElseThrow(() -> Names.unknown("scenario", name, scenarios.keySet()));
    }

    /** The subject a scenario needs. */
    public Subject subject(Scenario scenario) {
        return Optional.ofNullable(subjects.get(scenario.subject())).orElseThrow();
    }

    /** Whether the subject of a scenario has a profile of this name. */
    public boolean hasProfile(Scenario scenario, String profile) {
        return subject(scenario).profiles().stream().anyMatch(p -> p.name().equals(profile));
    }

    /**
     * What to load for a scenario: a profile and further defects.
     *
     * @param extra defects asked for besides those of the profile
     * @throws BadInputException if the subject has no such profile, or the profile names a defect that is not there
     */
    public Recipe recipe(Scenario scenario, String profile, List<Defect> extra) {
        Subject subject = subject(scenario);
        Profile chosen = subject.profiles().stream()
                .filter(p -> p.name().equals(profile))
                .findFirst()
                .orElseThrow(() -> Names.unknown(
                        "profile",
                        profile,
                        subject.profiles().stream().map(Profile::name).toList()));
        List<Defect> all = new ArrayList<>();
        chosen.defects().forEach(id -> all.add(defect(scenario, id)));
        extra.stream()
                .filter(d -> all.stream().noneMatch(a -> a.id().equals(d.id())))
                .forEach(all::add);
        return new Recipe(subject, chosen, List.copyOf(all));
    }

    /**
     * A known defect of a scenario's subject.
     *
     * @throws BadInputException if there is none of this id
     */
    public Defect defect(Scenario scenario, String id) {
        List<Defect> known = subject(scenario).defects();
        return known.stream()
                .filter(d -> d.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Names.unknown(
                        "defect", id, known.stream().map(Defect::id).toList()));
    }
}
