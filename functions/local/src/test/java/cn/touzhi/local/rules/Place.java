package cn.touzhi.local.rules;

import cn.touzhi.local.template.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Where a stack may be deployed to.
 *
 * @param suffix what the addresses of AWS's services end in
 */
record Place(String partition, String region, String suffix) {
    static final Place BEIJING = new Place("aws-cn", "cn-north-1", "amazonaws.com.cn");
    static final Place NINGXIA = new Place("aws-cn", "cn-northwest-1", "amazonaws.com.cn");
    static final Place SINGAPORE = new Place("aws", "ap-southeast-1", "amazonaws.com");
    static final Place OREGON = new Place("aws", "us-west-2", "amazonaws.com");

    /** The template's tree as CloudFormation would read it there. */
    JsonNode seenFrom(Template template) {
        String tree = template.source().toString();
        for (Map.Entry<String, String> name : Map.of(
                        "AWS::Partition", partition, "AWS::Region", region, "AWS::URLSuffix", suffix)
                .entrySet()) {
            tree = tree.replace("{\"Ref\":\"" + name.getKey() + "\"}", "\"" + name.getValue() + "\"")
                    .replace("${" + name.getKey() + "}", name.getValue());
        }
        return Edit.json(tree);
    }

    /** @throws cn.touzhi.local.template.TemplateException where the template refuses */
    Stack deploy(Template template, Map<String, String> parameters) {
        return Stack.of(seenFrom(template), template.folder(), parameters);
    }
}
