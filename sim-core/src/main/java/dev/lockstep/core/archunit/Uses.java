package dev.lockstep.core.archunit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.List;

/** Uses of members of the JDK: calls, method references, reads of fields. */
final class Uses {
    private Uses() {}

    /** Uses of members written as {@code type.member}, also through the name of a subtype; a member {@code new} is a constructor. */
    static DescribedPredicate<JavaAccess<?>> of(String... members) {
        List<Member> list = List.of(members).stream().map(Member::parse).toList();
        return DescribedPredicate.describe(
                "is " + String.join(" or ", members), access -> list.stream().anyMatch(m -> m.is(access.getTarget())));
    }

    /** A member with any parameters. */
    private record Member(String type, String name) {
        static Member parse(String text) {
            int dot = text.lastIndexOf('.');
            String name = text.substring(dot + 1);
            return new Member(text.substring(0, dot), name.equals("new") ? "<init>" : name);
        }

        boolean is(AccessTarget target) {
            return target.getName().equals(name) && target.getOwner().isAssignableTo(type);
        }
    }
}
