package dev.lockstep.core.agent;

import java.lang.constant.ClassDesc;
import org.jspecify.annotations.Nullable;

/**
 * A hook applied to the result of an instruction.
 *
 * @param home the class of the hook
 * @param hook its name
 * @param descriptor its type
 * @param counter for numbers, the name of the counter, which is passed too; else null
 * @param first for numbers, the first one
 */
record Amendment(
        ClassDesc home,
        String hook,
        String descriptor,
        @Nullable String counter,
        int first) {}
