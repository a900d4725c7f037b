package dev.lockstep.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The JVM's linking of call sites asks for a mark first. What makes one must not have a call site that is linked at its first
 * use, or linking it asks for a mark, and so on until the stack is full: now and then, in the first run of a JVM.
 */
class MarksLinkNothingTest {
    private static final Set<String> LINKED = Set.of("java/lang/invoke/VarHandle", "java/lang/invoke/MethodHandle");

    private static boolean links(CodeElement element) {
        return element instanceof InvokeDynamicInstruction
                || (element instanceof InvokeInstruction call
                        && LINKED.contains(call.owner().asInternalName()));
    }

    @ParameterizedTest
    @CsvSource({
        "Carrier,mark",
        "Carrier,reset",
        "Carrier,draw",
        "StepBudget,step",
        "CarrierState,save",
        "CarrierState,restore"
    })
    void whatMakesAMarkHasNoCallSiteToLink(String type, String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Carrier.class.getResourceAsStream(type + ".class"))) {
            MethodModel method = ClassFile.of().parse(in.readAllBytes()).methods().stream()
                    .filter(m -> m.methodName().equalsString(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(method.code().orElseThrow().elementStream().filter(MarksLinkNothingTest::links))
                    .isEmpty();
        }
    }
}
