package cn.touzhi.resumes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The body of a resume, with one field or another as a test wants it. */
public final class ResumeText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMPLETE = """
            {"fields":{"language":"zh","title":"后端开发","name":"李小明","gender":"1","birthDate":"1995-03-08",
            "phone":"+8613800138000","email":"li.xiaoming@example.com","wechat":"xiaoming-li","city":"530100",
            "workingSince":"2018-07","availability":"month","introduction":"八年后端开发经验。",
            "intentions":[{"category":"0101","salary":{"min":18000,"max":25000},"regions":["530100"]}],
            "education":[{"school":"云南大学","level":"21","degree":"4","major":"软件工程","start":"2014-09",
            "end":"2018-06"}],
            "work":[{"company":"昆明云上科技有限公司","position":"后端工程师","industry":"I","start":"2018-07",
            "monthlySalary":19000,"description":"负责订单系统。"}],
            "skills":["Java","DynamoDB"],"languages":[{"name":"英语","level":"working"}]}}
            """;

    private final ObjectNode body;

    private ResumeText(ObjectNode body) {
        this.body = body;
    }

    /** One that has all that is required, and nothing that needs a consent. */
    public static ResumeText complete() {
        return new ResumeText((ObjectNode) read(COMPLETE));
    }

    /** A draft that says hardly anything. */
    public static ResumeText draft() {
        return new ResumeText((ObjectNode) read("{\"fields\":{\"language\":\"zh\",\"title\":\"草稿\"}}"));
    }

    /** With {@code json} as one of its fields. */
    public ResumeText with(String field, String json) {
        ObjectNode changed = body.deepCopy();
        ((ObjectNode) changed.path("fields")).set(field, read(json));
        return new ResumeText(changed);
    }

    /** Without one of its fields. */
    public ResumeText without(String field) {
        ObjectNode changed = body.deepCopy();
        ((ObjectNode) changed.path("fields")).remove(field);
        return new ResumeText(changed);
    }

    /** With {@code json} as one of the sensitive ones. */
    public ResumeText disclosing(String field, String json) {
        ObjectNode changed = body.deepCopy();
        changed.withObjectProperty("sensitive").set(field, read(json));
        return new ResumeText(changed);
    }

    /** As it is sent. */
    public String json() {
        return body.toString();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(noJson);
        }
    }
}
