package cn.touzhi.local.walls;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;

/** That a module uses no other but those that it stands on. */
final class KeepToThemselves extends ArchCondition<JavaClass> {
    private static final List<String> OF_ROOMS = List.of("kernel", "messaging");
    private static final Map<String, List<String>> OF_OTHERS =
            Map.of("kernel", List.of(), "messaging", List.of("kernel"));

    private final String prefix;

    /** @param root the package that the modules' packages lie in */
    KeepToThemselves(String root) {
        super("use no module but those that theirs stands on");
        this.prefix = root + ".";
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        List<String> ground = OF_OTHERS.getOrDefault(moduleOf(type), OF_ROOMS);
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            boolean foreign =
                    target.getName().startsWith(prefix) && !moduleOf(target).equals(moduleOf(type));
            if (foreign && !ground.contains(moduleOf(target))) {
                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
            }
        }
    }

    private String moduleOf(JavaClass type) {
        return type.getName().substring(prefix.length()).split("\\.", 2)[0];
    }
}
