package dev.lockstep.search.defect;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.ConstantValueAttribute;
import java.lang.classfile.attribute.ExceptionsAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What other classes are compiled against: a class that keeps its shape may be replaced without compiling those that use it (JLS chapter
 * 13). Members in their order, since the numbers of enum constants and the components of records follow from it.
 *
 * @param header flags, generic signature, superclass, interfaces, permitted subclasses, nested classes with names
 * @param fields all but private ones, with the values of constants
 * @param methods all but private ones
 */
record ClassShape(List<String> header, List<String> fields, List<String> methods) {
    /** Classes without a name of their own are seen by their own file only. */
    private static final Pattern ANONYMOUS = Pattern.compile(".*\\$\\d.*");

    /** Whether a class has no name that other files could use. */
    static boolean anonymous(String type) {
        return ANONYMOUS.matcher(type).matches();
    }

    /** Reads a class file. */
    static ClassShape of(byte[] classFile) {
        ClassModel model = ClassFile.of().parse(classFile);
        return new ClassShape(
                List.of(
                        Integer.toHexString(model.flags().flagsMask()),
                        signature(model.findAttribute(Attributes.signature())),
                        names(model.superclass().stream().toList()),
                        names(model.interfaces()),
                        names(model.findAttribute(Attributes.permittedSubclasses())
                                .map(PermittedSubclassesAttribute::permittedSubclasses)
                                .orElse(List.of())),
                        names(model
                                .findAttribute(Attributes.nestMembers())
                                .map(NestMembersAttribute::nestMembers)
                                .orElse(List.of())
                                .stream()
                                .filter(c -> !anonymous(c.asInternalName()))
                                .toList())),
                model.fields().stream()
                        .filter(f -> !f.flags().has(AccessFlag.PRIVATE))
                        .map(ClassShape::field)
                        .toList(),
                model.methods().stream()
                        .filter(m -> !m.flags().has(AccessFlag.PRIVATE))
                        .map(ClassShape::method)
                        .toList());
    }

    private static String field(FieldModel field) {
        String constant = field.findAttribute(Attributes.constantValue())
                .map(ConstantValueAttribute::constant)
                .map(c -> String.valueOf(c.constantValue()))
                .orElse("");
        return member(field.flags(), field.fieldName(), field.fieldType(), field, constant);
    }

    private static String method(MethodModel method) {
        String thrown = names(method.findAttribute(Attributes.exceptions())
                .map(ExceptionsAttribute::exceptions)
                .orElse(List.of()));
        return member(method.flags(), method.methodName(), method.methodType(), method, thrown);
    }

    private static String member(
            AccessFlags flags, Utf8Entry name, Utf8Entry type, AttributedElement generic, String more) {
        return String.join(
                " ",
                Integer.toHexString(flags.flagsMask()),
                name.stringValue(),
                type.stringValue(),
                signature(generic.findAttribute(Attributes.signature())),
                more);
    }

    private static String names(List<ClassEntry> classes) {
        return classes.stream().map(ClassEntry::asInternalName).collect(Collectors.joining(","));
    }

    private static String signature(Optional<SignatureAttribute> attribute) {
        return attribute.map(s -> s.signature().stringValue()).orElse("");
    }
}
