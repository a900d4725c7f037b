package dev.lockstep.core.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The part of the table of {@link MethodHeads} that lets a host see the interfaces of the simulated network. */
final class InterfaceHeads {
    private static final String TYPE = "Ljava/net/NetworkInterface;";
    private static final ClassDesc HOOKS = ClassDesc.of("dev.lockstep.core.boot.InterfaceHooks");

    private static final Map<String, Consumer<CodeBuilder>> HEADS = new HashMap<>();

    static {
        lookup("getNetworkInterfaces", "()Ljava/util/Enumeration;", "enumeration");
        lookup("networkInterfaces", "()Ljava/util/stream/Stream;", "stream");
        lookup("getByName", "(Ljava/lang/String;)" + TYPE, "byName");
        lookup("getByIndex", "(I)" + TYPE, "byIndex");
        lookup("getByInetAddress", "(Ljava/net/InetAddress;)" + TYPE, "byAddress");
        property("isUp", "Z", "up");
        property("isLoopback", "Z", "loopback");
        property("supportsMulticast", "Z", "multicast");
        property("isPointToPoint", "Z", "pointToPoint");
        property("getHardwareAddress", "[B", "hardwareAddress");
        property("getMTU", "I", "mtu");
    }

    private InterfaceHeads() {}

    /** What is put before the body of each method. */
    static Map<String, Consumer<CodeBuilder>> heads() {
        return HEADS;
    }

    private static void lookup(String method, String descriptor, String hook) {
        head(method, descriptor, hook, MethodTypeDesc.ofDescriptor(descriptor));
    }

    private static void property(String method, String result, String hook) {
        head(method, "()" + result, hook, MethodTypeDesc.ofDescriptor("(" + TYPE + ")" + result));
    }

    private static void head(String method, String descriptor, String hook, MethodTypeDesc type) {
        HEADS.put("java/net/NetworkInterface." + method + descriptor, code -> answer(code, hook, type));
    }

    /** Every method has one argument at most, the interface itself included, in the first slot. */
    private static void answer(CodeBuilder code, String hook, MethodTypeDesc type) {
        Label goOn = code.newLabel();
        code.invokestatic(HOOKS, "simulated", MethodTypeDesc.ofDescriptor("()Z"))
                .ifeq(goOn);
        type.parameterList().forEach(p -> code.loadLocal(TypeKind.from(p), 0));
        code.invokestatic(HOOKS, hook, type)
                .return_(TypeKind.from(type.returnType()))
                .labelBinding(goOn);
    }
}
