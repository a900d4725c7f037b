package dev.lockstep.core.boot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Clocks and randomness reached by reflection or a method handle, where there is no call site to rewrite. Callable on every thread. */
public final class Reflections {
    private Reflections() {}

    /** At the start of {@code Method.invoke}: the result on a simulated thread, or null to go on as usual. */
    public static @Nullable Object invoke(Method method, Object @Nullable [] arguments) {
        Class<?> owner = method.getDeclaringClass();
        if (!concerns(owner) || (arguments != null && arguments.length > 0) || Hooks.current() == null) {
            return null;
        }
        return switch (method.getName()) {
            case "nanoTime" -> Hooks.nanoTime();
            case "currentTimeMillis" -> Hooks.currentTimeMillis();
            case "random" -> Hooks.random();
            default -> null;
        };
    }

    /** At the start of {@code Lookup.findStatic}: a handle that asks the host of the calling thread, or null to go on as usual. */
    public static @Nullable MethodHandle find(Class<?> owner, String name, MethodType type)
            throws NoSuchMethodException, IllegalAccessException {
        return owner != null && concerns(owner) && type != null && type.parameterCount() == 0
                ? handle(name, type)
                : null;
    }

    /** At the start of {@code Lookup.unreflect}. */
    public static @Nullable MethodHandle unreflect(Method method) throws NoSuchMethodException, IllegalAccessException {
        return method == null || method.getParameterCount() > 0
                ? null
                : find(method.getDeclaringClass(), method.getName(), MethodType.methodType(method.getReturnType()));
    }

    private static boolean concerns(Class<?> owner) {
        return owner == System.class || owner == Math.class || owner == StrictMath.class;
    }

    private static @Nullable MethodHandle handle(String name, MethodType type)
            throws NoSuchMethodException, IllegalAccessException {
        Class<?> result = switch (name) {
            case "nanoTime", "currentTimeMillis" -> long.class;
            case "random" -> double.class;
            default -> null;
        };
        return type.returnType() == result ? MethodHandles.lookup().findStatic(Hooks.class, name, type) : null;
    }
}
