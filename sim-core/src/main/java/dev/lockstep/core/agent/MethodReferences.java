package dev.lockstep.core.agent;

import dev.lockstep.core.agent.CallSites.Place;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DirectMethodHandleDesc.Kind;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import org.jspecify.annotations.Nullable;

/** Method references such as {@code System::nanoTime}: the handle among the arguments of the call site is replaced. */
final class MethodReferences {
    private MethodReferences() {}

    /** Whether a call site refers to a method that a hook takes the place of. */
    static boolean mentions(InvokeDynamicInstruction call, Place place) {
        for (ConstantDesc argument : call.bootstrapArgs()) {
            if (replacement(argument, place) != null) {
                return true;
            }
        }
        return false;
    }

    /** Writes the call site with its handles replaced. */
    static void write(CodeBuilder code, InvokeDynamicInstruction call, Place place) {
        ConstantDesc[] arguments = call.bootstrapArgs().stream()
                .map(a -> {
                    ConstantDesc replaced = replacement(a, place);
                    return replaced == null ? a : replaced;
                })
                .toArray(ConstantDesc[]::new);
        code.invokedynamic(DynamicCallSiteDesc.of(
                call.bootstrapMethod(), call.name().stringValue(), call.typeSymbol(), arguments));
    }

    private static @Nullable ConstantDesc replacement(ConstantDesc argument, Place place) {
        if (!(argument instanceof DirectMethodHandleDesc handle)) {
            return null;
        }
        String owner = handle.owner().descriptorString();
        String key = owner.substring(1, owner.length() - 1) + '.' + handle.methodName() + handle.lookupDescriptor();
        String hook = Replacements.of(key, place);
        return hook == null
                ? null
                : MethodHandleDesc.ofMethod(Kind.STATIC, Replacements.home(hook), hook, handle.invocationType());
    }
}
