package cn.touzhi.local.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An error that a service of AWS answers. */
public final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient ObjectNode fields;

    public ServiceException(int status, String code, String message) {
        this(status, code, message, JsonNodeFactory.instance.objectNode());
    }

    /** @param fields what the error carries beside code and message */
    public ServiceException(int status, String code, String message, ObjectNode fields) {
        super(message);
        this.status = status;
        this.code = code;
        this.fields = fields;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public ObjectNode fields() {
        return fields;
    }
}
