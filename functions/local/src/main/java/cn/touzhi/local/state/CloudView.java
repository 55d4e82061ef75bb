package cn.touzhi.local.state;

import cn.touzhi.local.fault.Faults;
import cn.touzhi.local.fault.FaultsJson;
import cn.touzhi.local.iam.Grants;
import cn.touzhi.local.time.ShiftedClock;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** The local cloud itself: its clock, its faults, what the template grants and declares. */
public final class CloudView {
    private final ShiftedClock clock;
    private final Faults faults;
    private final Grants grants;
    private final TemplateView template;

    public CloudView(ShiftedClock clock, Faults faults, Grants grants, TemplateView template) {
        this.clock = clock;
        this.faults = faults;
        this.grants = grants;
        this.template = template;
    }

    void operations(Map<String, LocalApi.Operation> operations) {
        operations.put("GET clock", request -> LocalAnswer.json(now(clock.instant())));
        operations.put("POST clock", request -> LocalAnswer.json(now(advance(request.text("advance")))));
        operations.put("GET faults", request -> LocalAnswer.json(FaultsJson.write(faults.list())));
        operations.put("PUT faults", request -> {
            faults.set(FaultsJson.read(request.json()));
            return LocalAnswer.json(FaultsJson.write(faults.list()));
        });
        operations.put("DELETE faults", request -> {
            faults.clear();
            return LocalAnswer.nothing();
        });
        operations.put("GET grants", request -> LocalAnswer.json(grants()));
        operations.put("GET template", request -> LocalAnswer.json(template.json()));
    }

    ObjectNode ready() {
        return JsonNodeFactory.instance.objectNode().put("ready", true);
    }

    private Instant advance(String duration) {
        try {
            return clock.advance(Duration.parse(duration));
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            throw new IllegalArgumentException("\"advance\" is a duration such as PT10M.", unreadable);
        }
    }

    private static ObjectNode now(Instant instant) {
        return JsonNodeFactory.instance.objectNode().put("now", instant.toString());
    }

    private ObjectNode grants() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode declared = json.putArray("grants");
        var used = grants.used();
        grants.declared().forEach(grant -> declared.addObject()
                .put("owner", grant.owner())
                .put("sid", grant.sid())
                .put("action", grant.action())
                .put("resource", grant.resource())
                .put("used", used.contains(grant)));
        ArrayNode refused = json.putArray("refused");
        grants.refused().forEach(refusal -> refused.addObject()
                .put("principal", refusal.principal())
                .put("action", refusal.action())
                .put("resource", refusal.resource())
                .put("reason", refusal.reason()));
        return json;
    }
}
