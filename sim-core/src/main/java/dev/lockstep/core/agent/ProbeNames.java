package dev.lockstep.core.agent;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * The probes in the classes loaded so far, whether they were ever passed or not: calls of {@code Buggify.sometimes(String)} with a constant.
 * Safe for many threads.
 */
public final class ProbeNames {
    private static final String BUGGIFY = "dev/lockstep/buggify/Buggify";
    private static final String PROBE = BUGGIFY + ".sometimes(Ljava/lang/String;)V";
    private static final Set<String> KNOWN = new ConcurrentSkipListSet<>();

    private ProbeNames() {}

    /** Their names, sorted. */
    public static Set<String> known() {
        return Collections.unmodifiableSet(new TreeSet<>(KNOWN));
    }

    /** Remembers those of a class. */
    static void look(ClassModel type) {
        if (mentions(type)) {
            for (MethodModel method : type.methods()) {
                method.code().ifPresent(ProbeNames::look);
            }
        }
    }

    private static boolean mentions(ClassModel type) {
        for (PoolEntry entry : type.constantPool()) {
            if (entry instanceof ClassEntry other && other.name().equalsString(BUGGIFY)) {
                return true;
            }
        }
        return false;
    }

    private static void look(CodeModel code) {
        @Nullable Instruction before = null;
        for (var element : code) {
            if (element instanceof Instruction instruction) {
                if (instruction instanceof InvokeInstruction call
                        && CallSites.key(call).equals(PROBE)
                        && before instanceof ConstantInstruction constant
                        && constant.constantValue() instanceof String name) {
                    KNOWN.add(name);
                }
                before = instruction;
            }
        }
    }
}
