package cn.touzhi.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** How a protocol of AWS writes errors (Smithy specification, "AWS protocols"). */
public enum Wire {
    JSON_1_0 {
        @Override
        public Answer error(ServiceException error) {
            return json(error, "application/x-amz-json-1.0");
        }
    },
    JSON_1_1 {
        @Override
        public Answer error(ServiceException error) {
            return json(error, "application/x-amz-json-1.1");
        }
    },
    REST_JSON {
        @Override
        public Answer error(ServiceException error) {
            ObjectNode body = error.fields().deepCopy().put("message", error.getMessage());
            return answer(
                    error,
                    Map.of("Content-Type", "application/json", "x-amzn-ErrorType", error.code()),
                    body.toString());
        }
    },
    QUERY {
        @Override
        public Answer error(ServiceException error) {
            String body = """
                    <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">\
                    <Error><Type>%s</Type><Code>%s</Code><Message>%s</Message></Error>\
                    <RequestId>%s</RequestId></ErrorResponse>""".formatted(
                            error.status() < 500 ? "Sender" : "Receiver",
                            error.code(),
                            xml(error.getMessage()),
                            UUID.randomUUID());
            return answer(error, Map.of("Content-Type", "text/xml"), body);
        }
    },
    REST_XML {
        @Override
        public Answer error(ServiceException error) {
            String body = """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <Error><Code>%s</Code><Message>%s</Message><RequestId>%s</RequestId></Error>""".formatted(error.code(), xml(error.getMessage()), UUID.randomUUID());
            return answer(error, Map.of("Content-Type", "application/xml"), body);
        }
    };

    public abstract Answer error(ServiceException error);

    private static Answer json(ServiceException error, String contentType) {
        ObjectNode body = error.fields().deepCopy();
        body.put("__type", error.code());
        // some services write "message", others "Message"; the SDKs read either, DynamoDB's typed fields only this
        body.put("message", error.getMessage());
        return answer(error, Map.of("Content-Type", contentType), body.toString());
    }

    private static Answer answer(ServiceException error, Map<String, String> headers, String body) {
        return new Answer(
                error.status(), headers, body.getBytes(StandardCharsets.UTF_8), shortCode(error.code()), 0, 0);
    }

    /** {@code com.amazonaws.dynamodb.v20120810#X} is X. */
    public static String shortCode(String code) {
        return code.substring(code.indexOf('#') + 1);
    }

    /** Text as it may stand in XML. */
    public static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
