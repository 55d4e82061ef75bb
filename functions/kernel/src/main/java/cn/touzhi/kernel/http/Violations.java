package cn.touzhi.kernel.http;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Violated constraints as places in the body. */
final class Violations {
    private Violations() {}

    static List<Problem.Fault> faultsOf(ConstraintViolationException violated) {
        return faultsOf(violated.getConstraintViolations());
    }

    static List<Problem.Fault> faultsOf(Collection<? extends ConstraintViolation<?>> violations) {
        return violations.stream()
                .map(violation -> new Problem.Fault(pointerTo(violation), violation.getMessage()))
                .distinct()
                .sorted(Comparator.comparing(Problem.Fault::pointer).thenComparing(Problem.Fault::detail))
                .toList();
    }

    /** The path leads through the controller's method and its parameter, of which the client knows nothing. */
    private static String pointerTo(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.toString();
    }
}
