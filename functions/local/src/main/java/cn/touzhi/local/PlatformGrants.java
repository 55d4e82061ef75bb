package cn.touzhi.local;

import cn.touzhi.local.iam.Access;
import cn.touzhi.local.iam.Permissions;
import cn.touzhi.local.iam.RefusedException;
import cn.touzhi.local.source.EventSources;
import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What AWS itself does in the name of the template's roles: logs, traces, schedules. Where a grant is missing AWS drops
 * them without a word; here it is recorded among the refused calls.
 */
final class PlatformGrants implements EventSources.Scheduler {
    private final Stack stack;
    private final Permissions permissions;

    PlatformGrants(Stack stack, Permissions permissions) {
        this.stack = stack;
        this.permissions = permissions;
    }

    /** A process of the function starts. */
    void starting(LambdaFunction function) {
        String logs = function.logGroup()
                .map(group -> Names.logGroup(group).replaceFirst("\\*$", "log-stream:local"))
                .orElseGet(
                        () -> Names.arn("logs", "log-group:/aws/lambda/" + function.logicalId() + ":log-stream:local"));
        for (String action : List.of("logs:CreateLogStream", "logs:PutLogEvents")) {
            allows(function.role(), Access.of(action, logs));
        }
        if (properties(function.logicalId()).path("Tracing").asText().equals("Active")) {
            for (String action : List.of("xray:PutTraceSegments", "xray:PutTelemetryRecords")) {
                allows(function.role(), Access.of(action, "*"));
            }
        }
    }

    @Override
    public boolean mayInvoke(String function, String schedule) {
        JsonNode declared = properties(function);
        String role = declared.path("Events")
                .path(schedule)
                .path("Properties")
                .path("RoleArn")
                .asText();
        String alias = declared.path("AutoPublishAlias").isTextual()
                ? ":" + declared.get("AutoPublishAlias").asText()
                : "";
        // without a role in the template SAM makes one that may
        return role.isEmpty()
                || allows(Names.logicalId(role), Access.of("lambda:InvokeFunction", Names.function(function) + alias));
    }

    private JsonNode properties(String logicalId) {
        return stack.resources().get(logicalId).properties();
    }

    private boolean allows(String role, Access access) {
        try {
            permissions.demand(role, access);
            return true;
        } catch (RefusedException recorded) {
            return false;
        }
    }
}
