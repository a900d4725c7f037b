package dev.lockstep.search.jqwik;

import dev.lockstep.search.Scenario;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says whose plans a jqwik property is tried with: {@code @ForAll @PlanOf(MyScenario.class) Plan plan}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface PlanOf {
    /** The scenario, which has a public constructor without parameters. */
    Class<? extends Scenario> value();
}
