package dev.lockstep.core.archunit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every rule finds the class that breaks it and lets an ordinary server alone; its text says what to do instead. */
class NonDeterminismRulesTest {
    private static final List<String> NAMES = Arrays.stream(NonDeterminismRules.class.getFields())
            .filter(f -> Modifier.isStatic(f.getModifiers()) && f.getType() == ArchRule.class)
            .map(Field::getName)
            .filter(n -> !List.of("ALL", "NO_UNSAFE").contains(n))
            .toList();

    private static final JavaClasses DECENT = new ClassFileImporter().importClasses(DecentServer.class);

    private static ArchRule rule(String name) throws ReflectiveOperationException {
        return (ArchRule) NonDeterminismRules.class.getField(name).get(null);
    }

    /** {@code NO_FILE_TIMES} is broken by {@code Offenders.FileTimes}, which has a method for each thing banned. */
    private static Class<?> offender(String rule) throws ClassNotFoundException {
        StringBuilder name = new StringBuilder(Offenders.class.getName()).append('$');
        for (String word : rule.substring("NO_".length()).split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return Class.forName(name.toString(), false, Offenders.class.getClassLoader());
    }

    @TestFactory
    Stream<DynamicTest> everyRuleFindsEveryMethodThatBreaksIt() {
        assertThat(NAMES).hasSizeGreaterThan(15);
        return NAMES.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Class<?> offender = offender(name);
                    EvaluationResult result = rule(name).evaluate(new ClassFileImporter().importClasses(offender));
                    List<String> details = result.getFailureReport().getDetails();
                    for (String member : banned(offender)) {
                        assertThat(details)
                                .as(member)
                                .anyMatch(d -> d.contains("." + member + "(") || d.contains("." + member + ">"));
                    }
                    assertThat(result.getFailureReport().toString())
                            .contains("because")
                            .contains(": ");
                }));
    }

    private static List<String> banned(Class<?> offender) {
        List<String> fields = Arrays.stream(offender.getDeclaredFields())
                .filter(f -> !f.isSynthetic() && !f.getName().startsWith("$"))
                .map(Field::getName)
                .toList();
        return fields.isEmpty()
                ? Arrays.stream(offender.getDeclaredMethods())
                        .filter(m -> !m.isSynthetic())
                        .map(Method::getName)
                        .toList()
                : fields;
    }

    @TestFactory
    Stream<DynamicTest> noRuleMindsAnOrdinaryServer() {
        return NAMES.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> rule(name).check(DECENT)));
    }

    /** Made by hand: javac has a warning for Unsafe that nothing turns off. */
    @Test
    void unsafeIsFound(@TempDir Path directory) throws IOException {
        ClassDesc unsafe = ClassDesc.of("sun.misc.Unsafe");
        Files.write(
                directory.resolve("Offender.class"),
                ClassFile.of().build(ClassDesc.of("Offender"), c -> c.withField("unsafe", unsafe, 0)));
        JavaClasses offender = new ClassFileImporter().importPath(directory);
        for (ArchRule rule : List.of(NonDeterminismRules.NO_UNSAFE, NonDeterminismRules.ALL)) {
            assertThatThrownBy(() -> rule.check(offender))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("because use VarHandle")
                    .hasMessageContaining("Offender.unsafe");
        }
        NonDeterminismRules.NO_UNSAFE.check(DECENT);
    }

    @Test
    void allRulesAreInOne() throws ReflectiveOperationException {
        for (String name : NAMES) {
            JavaClasses offender = new ClassFileImporter().importClasses(offender(name));
            assertThatThrownBy(() -> NonDeterminismRules.ALL.check(offender))
                    .as(name)
                    .isInstanceOf(AssertionError.class);
        }
        NonDeterminismRules.ALL.check(DECENT);
    }

    @Test
    void rulesCanBeLeftOut() {
        JavaClasses offender = new ClassFileImporter().importClasses(Offenders.Finalizers.class);
        NonDeterminismRules.allExcept(NonDeterminismRules.NO_FINALIZERS).check(offender);
    }
}
