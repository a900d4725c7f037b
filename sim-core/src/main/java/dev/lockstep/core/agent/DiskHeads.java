package dev.lockstep.core.agent;

import static java.lang.constant.ConstantDescs.CD_String;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The part of the table of {@link MethodHeads} that asks the disk of the host before a file is written, forced or renamed. */
final class DiskHeads {
    private static final ClassDesc HOOKS = ClassDesc.of("dev.lockstep.core.boot.DiskHooks");
    private static final String STREAM = "java/io/FileOutputStream";
    private static final String RANDOM = "java/io/RandomAccessFile";
    private static final String CHANNEL = "sun/nio/ch/FileChannelImpl";
    private static final String DESCRIPTOR = "java/io/FileDescriptor";
    private static final String FILES = "sun/nio/fs/UnixFileSystem";
    private static final String OLD_FILES = "java/io/UnixFileSystem";

    private static final String FD = "Ljava/io/FileDescriptor;";
    private static final String OF_BYTES = "(Ljava/lang/String;" + FD + "J)V";
    private static final String OF_BUFFER =
            "(Ljava/nio/channels/FileChannel;Ljava/lang/String;Ljava/nio/ByteBuffer;J)V";
    private static final String OF_STREAM = "(Ljava/io/FileOutputStream;Ljava/lang/String;" + FD + "[BII)V";

    /** The classes the methods belong to, which must be loaded before they are rewritten. */
    static final List<String> CLASSES = List.of(STREAM, RANDOM, CHANNEL, DESCRIPTOR, FILES, OLD_FILES);

    private DiskHeads() {}

    /** What is put before the body of each method. */
    static Map<String, Consumer<CodeBuilder>> heads() {
        return Map.ofEntries(
                Map.entry(
                        STREAM + ".write(I)V", code -> hook(place(code, STREAM).loadConstant(1L), "write", OF_BYTES)),
                Map.entry(
                        STREAM + ".write([B)V",
                        code -> hook(
                                place(code.aload(0), STREAM)
                                        .aload(1)
                                        .loadConstant(0)
                                        .aload(1)
                                        .arraylength(),
                                "write",
                                OF_STREAM)),
                Map.entry(
                        STREAM + ".write([BII)V",
                        code -> hook(
                                place(code.aload(0), STREAM).aload(1).iload(2).iload(3), "write", OF_STREAM)),
                Map.entry(
                        RANDOM + ".write(I)V", code -> hook(place(code, RANDOM).loadConstant(1L), "write", OF_BYTES)),
                Map.entry(
                        RANDOM + ".writeBytes([BII)V",
                        code -> hook(place(code, RANDOM).iload(3).i2l(), "write", OF_BYTES)),
                Map.entry(
                        CHANNEL + ".write(Ljava/nio/ByteBuffer;)I",
                        code -> hook(path(code.aload(0), CHANNEL).aload(1).loadConstant(-1L), "write", OF_BUFFER)),
                Map.entry(
                        CHANNEL + ".write(Ljava/nio/ByteBuffer;J)I",
                        code -> hook(path(code.aload(0), CHANNEL).aload(1).lload(2), "write", OF_BUFFER)),
                Map.entry(
                        CHANNEL + ".write([Ljava/nio/ByteBuffer;II)J",
                        code -> hook(
                                path(code, CHANNEL).aload(1).iload(2).iload(3),
                                "write",
                                "(Ljava/lang/String;[Ljava/nio/ByteBuffer;II)V")),
                Map.entry(
                        CHANNEL + ".transferFrom(Ljava/nio/channels/ReadableByteChannel;JJ)J",
                        code -> hook(path(code, CHANNEL).aconst_null().lload(4), "write", OF_BYTES)),
                Map.entry(CHANNEL + ".force(Z)V", code -> hook(path(code, CHANNEL), "force", "(Ljava/lang/String;)V")),
                Map.entry(DESCRIPTOR + ".sync()V", code -> hook(code.aload(0), "force", "(" + FD + ")V")),
                Map.entry(
                        FILES + ".move(Lsun/nio/fs/UnixPath;Lsun/nio/fs/UnixPath;[Ljava/nio/file/CopyOption;)V",
                        code -> hook(code.aload(1).aload(2), "move", "(Ljava/nio/file/Path;Ljava/nio/file/Path;)V")),
                Map.entry(
                        OLD_FILES + ".rename(Ljava/io/File;Ljava/io/File;)Z",
                        code -> hook(code.aload(1).aload(2), "move", "(Ljava/io/File;Ljava/io/File;)V")));
    }

    /** Path and descriptor. */
    private static CodeBuilder place(CodeBuilder code, String owner) {
        return path(code, owner).aload(0).getfield(type(owner), "fd", ClassDesc.ofDescriptor(FD));
    }

    private static CodeBuilder path(CodeBuilder code, String owner) {
        return code.aload(0).getfield(type(owner), "path", CD_String);
    }

    private static ClassDesc type(String owner) {
        return ClassDesc.ofInternalName(owner);
    }

    private static void hook(CodeBuilder code, String hook, String descriptor) {
        code.invokestatic(HOOKS, hook, MethodTypeDesc.ofDescriptor(descriptor));
    }
}
